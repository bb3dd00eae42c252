package uses;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.CountDownLatch;

/** Operators and schedulers of RxJava. */
final class Rxjava {
    private Rxjava() {}

    interface Store {
        Single<String> find(String key);
    }

    static Observable<String> inside(Observable<String> keys, Store store) {
        return keys.map(key -> store.find(key).blockingGet()); // expect: ASYNC_BLOCKS_STAGE
    }

    static Flowable<String> onComputation(Flowable<String> keys, Store store) {
        return keys.observeOn(Schedulers.computation()).map(key -> store.find(key).blockingGet()); // expect: ASYNC_BLOCKS_STAGE
    }

    static Flowable<String> onIo(Flowable<String> keys, Store store) {
        return keys.observeOn(Schedulers.io()).map(key -> store.find(key).blockingGet());
    }

    static Flowable<String> flat(Flowable<String> keys, Store store) {
        return keys.flatMapSingle(store::find);
    }

    static Single<String> called(String key, Store store) {
        return Single.fromCallable(() -> store.find(key).blockingGet()).subscribeOn(Schedulers.io());
    }

    static void observe(Single<String> answer, CountDownLatch shown) {
        answer.subscribe(new SingleObserver<String>() {
            @Override
            public void onSubscribe(Disposable subscription) {}

            @Override
            public void onSuccess(String value) {
                try {
                    shown.await(); // expect: ASYNC_BLOCKS_STAGE
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void onError(Throwable failure) {}
        });
    }

    static io.reactivex.Single<String> two(io.reactivex.Single<String> key, CountDownLatch ready) {
        return key.doOnSuccess(found -> ready.await()); // expect: ASYNC_BLOCKS_STAGE
    }

    static io.reactivex.Single<String> twoElsewhere(io.reactivex.Single<String> key, CountDownLatch ready) {
        return key.observeOn(io.reactivex.schedulers.Schedulers.io()).doOnSuccess(found -> ready.await());
    }

    static String outside(Store store) {
        return store.find("x").blockingGet();
    }
}

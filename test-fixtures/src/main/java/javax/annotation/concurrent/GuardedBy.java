package javax.annotation.concurrent;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for the annotation of that name, so that the fixtures need no library. */
@Retention(RetentionPolicy.CLASS)
public @interface GuardedBy {
    String value();
}

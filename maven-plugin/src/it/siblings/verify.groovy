// The finding needs the sibling's class to know that a FairLock is a lock.
String log = new File(basedir, 'build.log').text
assert log.count('error[LOCK_NOT_RELEASED]') == 1 : 'told'
assert log.contains('1 of 1 findings reach the threshold') : 'fails'

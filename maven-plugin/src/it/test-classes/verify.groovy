String log = new File(basedir, 'build.log').text
assert log.contains('no findings in 1 class ') : 'without the test classes'
assert log.count('error[LOCK_NOT_RELEASED]') == 1 && log.contains('--> src/test/java/it/AccountTest.java:') : 'with them, at their place'

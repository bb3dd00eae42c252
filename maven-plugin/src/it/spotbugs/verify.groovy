// Beside all of SpotBugs' own detectors, with its default threshold and its default rank.
List<String> told = new File(basedir, 'build.log').readLines().findAll { it.startsWith('[ERROR] High: ') }
assert told.size() == 2 : 'our finding, and that of a detector of SpotBugs, in the first build only'
assert told.count { it.contains('this.lock in it.Account.take(long)') && it.endsWith(' LOCK_NOT_RELEASED') } == 1

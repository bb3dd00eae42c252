String log = new File(basedir, 'build.log').text
List<String> builds = log.split(/\[INFO] Scanning for projects/).drop(1)
assert builds.size() == 5 : 'five builds'

assert builds[0].contains('there are sources but no classes in') : 'nothing compiled'

// The finding needs the sibling's class to know that a FairLock is a lock.
builds[2..3].each { build ->
    assert build.count('error[LOCK_NOT_RELEASED]') == 1 : 'told'
    assert build.contains('1 of 1 findings reach the threshold') : 'fails'
    assert build.contains('the analysis goes on without it:never:jar:1, which could not be resolved') : 'never compiled'
}

assert builds[4].contains('the analysis goes on without it:model:jar:1, it:never:jar:1, which could not be resolved') : 'alone'
assert builds[4].contains('no findings in 1 class') : 'nobody says that a FairLock is a lock'

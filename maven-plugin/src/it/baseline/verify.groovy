String log = new File(basedir, 'build.log').text
String fresh = new File(basedir, 'fresh/concurrency-lint-baseline.txt').text
String old = new File(basedir, 'old/concurrency-lint-baseline.txt').text

assert log.contains('fresh/concurrency-lint-baseline.txt accepts 1 finding that is not found any more') : 'stale is told'
assert log.contains('the baseline accepts 1 finding that is not found any more (failOnStale)') : 'stale fails'
assert log.count('1 of 1 findings reach the threshold (failOn=warning)') == 1 : 'the file in the root counts'
assert log.count('note[LOCK_NOT_RELEASED]') == 1 : 'a parameter wins'
assert log.contains('wrong.yaml:1:9: expected one of error, warning, note, never, not warnin; did you mean warning?') : 'place'
assert log.contains('wrong.yaml:2:1: there is no key rule; did you mean rules?') : 'all mistakes'

assert log.contains('accepts 0 findings: 0 more and 1 fewer than before') : 'shrinks'
assert log.contains('accepts 1 finding: 1 more and 0 fewer than before') : 'accepts'
assert !fresh.contains('LOCK_NOT_RELEASED') : 'nothing is left'
assert old.contains('# module it:old') && old =~ /\nit\.Account\.take\(J\)Z LOCK_NOT_RELEASED [0-9a-f]{32} 1\n/ : 'the finding'
assert log.contains('no findings besides 1 in the baseline in ') : 'accepted'
assert log.contains('it is the baseline of the module it:fresh, not of it:old') : "another module's"
assert log.contains('  it.Account.gone()V LOCK_NOT_RELEASED 00112233445566778899aabbccddeeff') : 'stale is named in the log'
assert log.contains('gone/concurrency-lint-baseline.txt accepts 1 finding that is not found any more') : 'stale without classes'
assert !new File(basedir, 'gone/concurrency-lint-baseline.txt').text.contains('LOCK_NOT_RELEASED') : 'nothing is left without classes'
assert log.count('wrong.yaml:2:1: there is no key rule') == 2 : 'mistakes are told without classes'

// Every build begins with this line.
String log = new File(basedir, 'build.log').text
List<String> builds = log.split(/\[INFO] Scanning for projects/).drop(1)
assert builds.size() == 3 : 'three builds'

builds[0..1].each { build ->
    assert build.count('1 of 1 findings reach the threshold (failOn=error)') >= 2 : 'both modules with a finding fail'
    assert build.contains('no findings in 1 class') : 'the module without a finding is checked'
    assert build.count('no classes to check') == 2 : 'a description only, and nothing at all'
}
assert builds[2].count('concurrency-lint is skipped') == 6 : 'skip'

['model', 'till', 'safe'].each { module ->
    File target = new File(basedir, "$module/target")
    byte[] alone = new File(target, 'concurrency-lint/concurrency-lint.sarif').bytes
    assert Arrays.equals(alone, new File(target, 'two/concurrency-lint.sarif').bytes) : "the report of $module"
}
[till: 'it.till.Till', safe: 'it.safe.Safe'].each { module, type ->
    // The console report of a module is in one piece, also where two modules are built at once.
    builds[0..1].each { build ->
        assert (build =~ /error\[LOCK_NOT_RELEASED].*\n  --> $module\/src\/main\/java\/.*$type\.take/).find() : "$module in one piece"
    }
}
// Without classes, and with packaging pom, nothing is written.
['words', 'nothing', '.'].each { module ->
    ['concurrency-lint', 'two'].each { assert !new File(basedir, "$module/target/$it").exists() : "no report of $module" }
}
return true

import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

// The contract of the doors: command line, Maven goal and SpotBugs tell the same rule, class, method and line on the same classes.
List<String> ofSarif(File report) {
    new JsonSlurper().parse(report, 'UTF-8').runs[0].results.collect { result ->
        def location = result.locations[0]
        "$result.ruleId ${location.logicalLocations[0].fullyQualifiedName} ${location.physicalLocation.region.startLine}".toString()
    }.sort()
}

List<String> ofSpotBugs(File report) {
    def root = new XmlSlurper().parse(report)
    assert root.Errors.@errors.text() == '0' : 'errors in SpotBugs'
    root.BugInstance.collect { bug ->
        def method = bug.Method.find { it.@primary == 'true' }
        def line = bug.SourceLine.find { it.@primary == 'true' }
        "${bug.@type} ${method.@classname}.${method.@name}${method.@signature} ${line.@start}".toString()
    }.sort()
}

File jar = new File(basedir, '../../../../detectors/target/concurrency-lint.jar').canonicalFile
File sarif = new File(basedir, 'target/command-line.sarif')
File log = new File(basedir, 'command-line.log')
List<String> command = [
    new File(System.getProperty('java.home'), 'bin/java').path, '-jar', jar.path, 'check', '--confidence=low', '--fail-on=never',
    '--format=sarif', "--output=$sarif.path".toString(), new File(basedir, 'target/classes').path,
]
assert new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start().waitFor() == 0 : log.text

Map<String, List<String>> told = [
    'command line': ofSarif(sarif),
    'Maven goal': ofSarif(new File(basedir, 'target/concurrency-lint/concurrency-lint.sarif')),
    'SpotBugs': ofSpotBugs(new File(basedir, 'target/spotbugsXml.xml')),
]
List<String> rules = told.values().flatten().collect { it.takeWhile { it != ' ' } }.unique().sort()
StringBuilder table = new StringBuilder(String.format('%-32s %14s %14s %14s%n', 'rule', *(told.keySet() as List)))
(rules + ['']).each { rule ->
    List<Integer> counts = told.values().collect { all -> all.count { it.startsWith(rule == '' ? '' : rule + ' ') } }
    table << String.format('%-32s %14d %14d %14d%n', rule == '' ? 'all' : rule, *counts)
}
new File(basedir, 'counts.txt').text = table
println table

assert told['command line'].size() > 200 : 'the fixtures are there'
told.each { door, findings ->
    assert findings - told['command line'] == [] : "only told by $door"
    assert told['command line'] - findings == [] : "not told by $door"
    assert findings == told['command line'] : "$door tells another number"
}
return true

// A second JDK: the newest release that is promised, or the oldest where the newest runs this. Without one the test is skipped.
int wanted = Runtime.version().feature() == 17 ? 25 : 17
File running = new File(System.getProperty('java.home')).canonicalFile
List<File> candidates = [System.getenv("JAVA_HOME_${wanted}_X64")].findAll().collect { new File(it) }
candidates += (running.parentFile.listFiles() ?: []).sort { it.name }.toList()
File other = candidates.find { File home ->
    File release = new File(home, 'release')
    release.file && new File(home, 'lib/ct.sym').file && release.text =~ /(?m)^JAVA_VERSION="${wanted}\b/
}
context.put('other', other)
if (other == null) {
    println "no JDK $wanted beside $running or in JAVA_HOME_${wanted}_X64"
}
return other != null

String log = new File(basedir, 'build.log').text
assert log.contains('--- a/src/main/java/it/Store.java')
assert log.contains('+        while (items == 0) { // nothing there')
assert log.contains('Store.java is left as it is: it ')
assert log.count('1 repair in 1 file') == 2
assert log.contains('1 repair in 1 file written')
assert log.count('0 repairs in 0 files') == 2
assert new File(basedir, 'src/main/java/it/Store.java').text.contains('while (items == 0) { // nothing there')

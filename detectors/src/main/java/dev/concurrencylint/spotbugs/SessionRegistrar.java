package dev.concurrencylint.spotbugs;

import dev.concurrencylint.engine.Engine;
import dev.concurrencylint.source.SourceFiles;
import dev.concurrencylint.source.SourceSuppressions;
import edu.umd.cs.findbugs.classfile.IAnalysisCache;
import edu.umd.cs.findbugs.classfile.IAnalysisEngineRegistrar;
import edu.umd.cs.findbugs.classfile.IClassPath;
import edu.umd.cs.findbugs.classfile.IDatabaseFactory;

/** Gives each run of SpotBugs a session of its own. */
public final class SessionRegistrar implements IAnalysisEngineRegistrar {
    @Override
    public void registerAnalysisEngines(IAnalysisCache analysisCache) {
        new Sessions(analysisCache.getClassPath()).registerWith(analysisCache);
    }

    private record Sessions(IClassPath classPath) implements IDatabaseFactory<Session> {
        @Override
        public Session createDatabase() {
            SourceFiles sources = new SourceFiles(HostSources.roots());
            return new Session(
                    () -> SourceSuppressions.in(Engine.analyse(new HostClassFiles(classPath), sources), sources, 1));
        }

        @Override
        public void registerWith(IAnalysisCache analysisCache) {
            analysisCache.registerDatabaseFactory(Session.class, this);
        }
    }
}

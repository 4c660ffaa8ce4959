// Plain JavaScript, because what turns TypeScript into it takes 30 MB: it is loaded for what the cache does not have yet, and
// so not at all once the program has run.
import { enableCompileCache } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

// Beside the libraries, as safe as they are. In the folder for temporary files, which Node would take, anybody on this
// machine could put something in its place, and what lies in a cache is run. Threads read where it is from the environment.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/newsdesk', import.meta.url));
enableCompileCache(process.env.NODE_COMPILE_CACHE);
// Node has four threads for signing, compressing and looking up names, however few processors there are: then they only take
// time from each other. With two on two processors 5 % more signed mail goes out. One alone would wait for a slow DNS.
process.env.UV_THREADPOOL_SIZE ??= String(Math.max(2, Math.min(4, availableParallelism())));
// Otherwise importing mjml would run any package that a .mjmlconfig in the current folder names.
process.env.MJML_BROWSER = '1';
const { runCommand } = await import('./cli/program.ts');
const { openTerminal } = await import('./cli/terminal.ts');

process.exitCode = await runCommand(process.argv.slice(2), openTerminal(process, process.env));

import { enableCompileCache } from 'node:module';

enableCompileCache();
// Otherwise importing mjml would run any package that a .mjmlconfig in the current folder names.
process.env.MJML_BROWSER = '1';
const { runCommand } = await import('./cli/program.ts');
const { openTerminal } = await import('./cli/terminal.ts');

process.exitCode = await runCommand(process.argv.slice(2), openTerminal(process, process.env));

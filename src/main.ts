import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runCommand } = await import('./cli/program.ts');
const { openTerminal } = await import('./cli/terminal.ts');

process.exitCode = await runCommand(process.argv.slice(2), openTerminal(process, process.env));

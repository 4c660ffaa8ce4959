import { it } from 'vitest';
import { play } from './safety/play.ts';
import { pass, publicFiles, openWorld } from './safety/world.ts';
it('x', async () => {
  const w = await openWorld();
  for (const a of [{"does":"approve","which":0,"who":"right"},{"does":"put right","which":0,"quiet":false}] as never[]) { await play(w, a); }
  const p = await pass(w);
  console.log(JSON.stringify(p.standings), p.sealed, p.findings);
  console.log(publicFiles(w).get('releases/2026-11-13-lane.html')?.slice(0, 9000).match(/<article[\s\S]*/)?.[0]?.slice(0,2500));
});

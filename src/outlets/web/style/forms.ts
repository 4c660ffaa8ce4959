/** Forms: signing up, one's own subscription, and pages with one button. Every target is 44 pixels high or more. */
export const forms = `
.form { max-width: 46rem; }
.form .field { margin: 0 0 1.75rem; padding: 0; border: 0; min-width: 0; }
.form label { display: inline-block; }
.form .field > label, .form legend { padding: 0; font-weight: 600; }
.form .field > legend { margin-bottom: .5rem; font: 700 1.3rem/1.3 var(--serif); }
.form .field > label { margin-bottom: .25rem; }
.form fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
.hint { margin: 0 0 .5rem; color: var(--quiet); font-size: .95rem; }
.form input[type="email"], .form select { display: block; width: 100%; max-width: 28rem; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--quiet); border-radius: 4px; background: var(--paper); color: var(--ink); font: inherit; }
.form select { width: auto; min-width: 12rem; max-width: 100%; }
.tick { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); column-gap: .75rem; align-items: start; }
.tick input { width: 1.35rem; height: 1.35rem; margin: .7rem 0 0; accent-color: var(--link); }
.tick label { padding: .65rem 0; cursor: pointer; }
.tick .hint { grid-column: 2; margin-top: -.5rem; }
.form .some { margin-top: .75rem; padding: 1rem 1.25rem; border: 1px solid var(--rule); border-radius: 4px; background: var(--wash); }
.form .some > legend { float: left; width: 100%; margin-bottom: .25rem; }
.form .some > legend + * { clear: both; }
.choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: 1rem 2rem; margin-top: 1rem; }
.choices legend { margin-bottom: .25rem; color: var(--quiet); font-size: .95rem; }
.form button, .call { display: inline-block; min-height: 2.75rem; padding: .6rem 1.5rem; border: 2px solid var(--edge); border-radius: 4px; background: var(--navy); color: var(--on-navy); font: 600 1rem/1.4 var(--sans); text-align: center; text-decoration: none; cursor: pointer; }
.form button:hover, .call:hover { text-decoration: underline; }
.form button.second { background: var(--paper); color: var(--link); border-color: var(--link); }
.form .wrong { padding-inline-start: 1rem; border-inline-start: 4px solid var(--alert); }
.form .wrong input[aria-invalid] { border: 2px solid var(--alert); }
.wrong-text { margin: 0 0 .5rem; color: var(--alert); font-weight: 600; }
.errors { max-width: 46rem; margin: 0 0 1.75rem; padding: 1rem 1.25rem; border: 3px solid var(--alert); background: var(--alert-wash); }
.errors h2 { margin: 0 0 .5rem; font-size: 1.2rem; }
.errors ul { margin: 0; padding-inline-start: 1.2rem; }
.errors a { color: var(--alert); font-weight: 600; }
.done { max-width: 46rem; padding: .75rem 1rem; border-inline-start: 4px solid var(--brass); background: var(--calm); color: var(--calm-ink); font-weight: 600; }
.languages ul { display: flex; gap: 1rem; margin: 0 0 .75rem; padding: 0; list-style: none; }
.languages a { display: inline-block; padding-block: .35rem; }
.ways { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; }
.given { overflow-wrap: anywhere; color: var(--ink); }
.chosen { font-size: 1.1rem; }
.trap { position: absolute; inset-inline-start: -100vw; width: 1px; height: 1px; overflow: hidden; }
`;

import { html, type Html } from '../../model/html.ts';
import type { Choice, Named, Offer } from '../counter.ts';
import { fill, languageName, type Words } from './words.ts';

/** What is wrong with a field, by its name; `form` is about the form as a whole. */
export type Errors = Partial<Record<'address' | 'topics' | 'form', string>>;

/** The fields that an error leads to, by its name. */
const PLACES = { address: 'address', topics: 'topic-digest', form: 'submit' } as const;
const NAMES = ['address', 'topics', 'form'] as const;

/** The name of the field that only programs fill. */
export const TRAP = 'website';

/** What is wrong, above the form, with links to the fields; the browser goes there by itself. */
export function errorList(errors: Errors, words: Words): Html | undefined {
  const wrong = NAMES.filter((name) => errors[name] !== undefined);
  if (wrong.length === 0) return undefined;
  const items = wrong.map((name) => html`<li><a href="#${PLACES[name]}">${errors[name]}</a></li>`);
  return html`<div class="errors" role="alert" tabindex="-1" autofocus aria-labelledby="errors"><h2 id="errors">${words.errorsTitle}</h2>
<ul>${items}</ul></div>
`;
}

/** The field for an address. `hint` is what is said below its name. */
export function addressField(
  options: { label: string; hint?: string; value?: string; error?: string | undefined },
  words: Words,
): Html {
  const { label, hint, value = '', error } = options;
  const described = [hint && 'address-hint', error && 'address-error'].filter(Boolean).join(' ');
  return html`<div class="field${error && ' wrong'}"><label for="address">${label}</label>
${hint && html`<p class="hint" id="address-hint">${hint}</p>`}
${error && html`<p class="wrong-text" id="address-error"><span class="unseen">${words.error}: </span>${error}</p>`}
<input id="address" name="address" type="email" autocomplete="email" maxlength="320" required value="${value}"${
    described !== '' && html` aria-describedby="${described}"`
  }${error && html` aria-invalid="true"`} /></div>
`;
}

/** Digest, all releases, or some by kind and municipality. */
export function topicFields(offer: Offer, { topics }: Choice, error: string | undefined, words: Words): Html {
  const [own] = offer.languages;
  const foreign = own.split('-', 1)[0] !== words.language && html` lang="${own}"`;
  const tick = (topic: string, name: string, hint?: string): Html => {
    const id = `topic-${topic.replace(':', '-')}`;
    const checked = topics.includes(topic) && html` checked`;
    return html`<div class="tick"><input type="checkbox" id="${id}" name="topic" value="${topic}"${checked}${
      hint !== undefined && html` aria-describedby="${id}-hint"`
    } /><label for="${id}"${topic !== 'releases' && foreign}>${name}</label>${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}</div>
`;
  };
  const named = (list: readonly Named[]) => list.map(({ topic, name }) => tick(topic, name));
  return html`<fieldset class="field${error && ' wrong'}"${error && html` aria-describedby="topics-error"`}><legend>${words.topics}</legend>
${error && html`<p class="wrong-text" id="topics-error"><span class="unseen">${words.error}: </span>${error}</p>`}
${tick('digest', offer.digest, everyHint(offer.every, words))}${tick('releases', words.releases, words.releasesHint)}
<fieldset class="some" aria-describedby="some-hint"><legend>${words.some}</legend>
<p class="hint" id="some-hint">${words.someHint}</p>
<div class="choices"><fieldset><legend>${words.kinds}</legend>${named(offer.kinds)}</fieldset>
<fieldset><legend>${words.areas}</legend>${named(offer.areas)}</fieldset></div></fieldset>
</fieldset>
`;
}

/** The language to be written to in; nothing when there is only one. */
export function languageField({ languages }: Offer, { language }: Choice, words: Words): Html | undefined {
  if (languages.length < 2) return undefined;
  const options = languages.map((one, index) => {
    const value = index === 0 ? '' : one;
    return html`<option value="${value}" lang="${one}"${value === language && html` selected`}>${languageName(one)}</option>`;
  });
  return html`<div class="field"><label for="language">${words.mailLanguage}</label>
<p class="hint" id="language-hint">${words.mailLanguageHint}</p>
<select id="language" name="language" aria-describedby="language-hint">${options}</select></div>
`;
}

/** A field that people neither see nor reach: what is in it was put there by a program. */
export function trapField(words: Words): Html {
  return html`<div class="trap" aria-hidden="true"><label for="${TRAP}">${words.trap}</label><input id="${TRAP}" name="${TRAP}" type="text" tabindex="-1" autocomplete="off" /></div>
`;
}

function everyHint(days: number, words: Words): string {
  return days % 7 === 0 && days > 7
    ? fill(words.digestHintWeeks, { weeks: days / 7 })
    : fill(words.digestHint, { days });
}

/**
 * The fixed words of a letter in one language. `{name}` stands for a value that is put in; templates get the same
 * words as `words`.
 */
export type Words = typeof ENGLISH;

const ENGLISH = {
  language: 'en',
  immediate: 'For immediate release',
  release: 'Release {number}',
  update: 'Update',
  updateTo: 'Update to release {number}',
  readRelease: 'Read release {number}',
  readReleaseOnWeb: 'Read this release on the web',
  readIssueOnWeb: 'Read this issue on the web',
  issueNumber: 'No. {number}',
  inThisIssue: 'In this issue',
  editor: 'From the editor',
  leadStory: 'Lead story',
  more: 'And {count} more in the full issue',
  shortenedIssue: 'This issue is long, so this mail shows it shortened. The full issue is on the web.',
  shortenedRelease: 'This release is long, so this mail shows its summary only. The full text is on the web.',
  to: ' to ',
  covers: 'This issue covers releases {numbers}.',
  coversOne: 'This issue covers release {numbers}.',
  coversMany: 'This issue covers {count} releases, {first} to {last}; the full list is on the web.',
  coversNone: 'This issue covers no releases.',
  leftOut: 'Left out: {list}.',
  leftOutMany: '{count} releases were left out; the reasons stand in the full issue on the web.',
  withdrawn: 'Withdrawn since: {numbers}.',
  expired: 'Expired',
  credit: 'Photo: {credit}',
  photo: 'Photo',
  facts: 'About this release',
  number: 'Release number',
  kind: 'Kind',
  date: 'Date',
  areas: 'Area',
  unit: 'Unit',
  report: 'Report number',
  edition: 'Edition',
  fingerprinted: '{edition}, fingerprint {fingerprint}',
  mediaContact: 'Media contact',
  notForPublication: 'not for publication',
  questions: 'Questions about this issue',
  onWeb: 'On the web',
  whyDigest: 'You get this mail because you asked {department} for the {digest}.',
  whyRelease:
    'You get this mail because you asked {department} for its press releases, or for those about {topics}.',
  sentTo: 'Sent to',
  unsubscribe: 'Unsubscribe',
  preferences: 'Change what you get',
  confirmSubject: 'Please confirm your subscription to {department}',
  confirmTitle: 'Please confirm your subscription',
  confirmAsk: 'Someone, we hope it was you, asked for the following to be sent to this address:',
  confirmButton: 'Yes, subscribe me',
  confirmLink: 'If the button does not work, open this address:',
  confirmIgnore: 'If it was not you, do nothing. Without your confirmation nothing more will be sent.',
  whyConfirm:
    'You get this one mail because this address was entered on the subscription page of {department}.',
  allReleases: 'All press releases',
};

const SPANISH: Words = {
  language: 'es',
  immediate: 'Para publicación inmediata',
  release: 'Comunicado {number}',
  update: 'Actualización',
  updateTo: 'Actualización del comunicado {number}',
  readRelease: 'Leer el comunicado {number}',
  readReleaseOnWeb: 'Leer este comunicado en la web',
  readIssueOnWeb: 'Leer este número en la web',
  issueNumber: 'N.º {number}',
  inThisIssue: 'En este número',
  editor: 'Nota de la redacción',
  leadStory: 'Noticia principal',
  more: 'Y {count} más en el número completo',
  shortenedIssue:
    'Este número es largo, por lo que este correo lo muestra abreviado. El número completo está en la web.',
  shortenedRelease:
    'Este comunicado es largo, por lo que este correo muestra solo su resumen. El texto completo está en la web.',
  to: ' a ',
  covers: 'Este número incluye los comunicados {numbers}.',
  coversOne: 'Este número incluye el comunicado {numbers}.',
  coversMany:
    'Este número incluye {count} comunicados, del {first} al {last}; la lista completa está en la web.',
  coversNone: 'Este número no incluye comunicados.',
  leftOut: 'No se incluyen: {list}.',
  leftOutMany: 'No se incluyen {count} comunicados; los motivos están en el número completo en la web.',
  withdrawn: 'Retirados desde entonces: {numbers}.',
  expired: 'Caducado',
  credit: 'Foto: {credit}',
  photo: 'Foto',
  facts: 'Sobre este comunicado',
  number: 'Número de comunicado',
  kind: 'Tipo',
  date: 'Fecha',
  areas: 'Zona',
  unit: 'Unidad',
  report: 'Número de informe',
  edition: 'Edición',
  fingerprinted: '{edition}, huella {fingerprint}',
  mediaContact: 'Contacto para la prensa',
  notForPublication: 'no publicar',
  questions: 'Preguntas sobre este número',
  onWeb: 'En la web',
  whyDigest: 'Recibe este correo porque pidió a {department} el {digest}.',
  whyRelease: 'Recibe este correo porque pidió a {department} sus comunicados, o los que tratan de {topics}.',
  sentTo: 'Enviado a',
  unsubscribe: 'Cancelar la suscripción',
  preferences: 'Cambiar lo que recibe',
  confirmSubject: 'Confirme su suscripción a {department}',
  confirmTitle: 'Confirme su suscripción',
  confirmAsk: 'Alguien, esperamos que usted, pidió que se envíe a esta dirección lo siguiente:',
  confirmButton: 'Sí, deseo suscribirme',
  confirmLink: 'Si el botón no funciona, abra esta dirección:',
  confirmIgnore: 'Si no fue usted, no haga nada. Sin su confirmación no se enviará nada más.',
  whyConfirm:
    'Recibe este único correo porque esta dirección se escribió en la página de suscripción de {department}.',
  allReleases: 'Todos los comunicados',
};

const BY_LANGUAGE = new Map([ENGLISH, SPANISH].map((words) => [words.language, words]));

/** The words of the first of these languages that there are words for (`es-MX` has those of `es`), else English. */
export function wordsFor(...languages: readonly string[]): Words {
  for (const language of languages) {
    const words = BY_LANGUAGE.get(language.split('-', 1)[0] ?? '');
    if (words) return words;
  }
  return ENGLISH;
}

/** Puts values into a sentence: `fill('Release {number}', { number })`. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A value for a header or a title: one line, without control characters and without marks that reverse the text. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** A whole part without the control characters that a mail must not hold (RFC 5322 §2.2 and §3.5); line ends stay. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '');
}

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
  correction: 'Correction',
  itSaid: 'It said: {words}',
  itSays: 'It says: {words}',
  hold: 'Hold',
  holdAsk:
    'Do not use it until further notice. If you have published it, please take it off your pages for now.',
  kill: 'Kill',
  killAsk:
    'A kill is mandatory: do not use it. If you have published it, take it down now and tell your readers.',
  takenBack: 'Release {number}',
  takenBackIssue: '{digest} {number}',
  sentBefore: 'You were sent it earlier. It stood here, where a notice stands now:',
  whyRecall: 'You get this mail because you were sent what it is about.',
  lifted: 'Hold lifted',
  liftedSay: 'It may be used again, as it stands here.',
  advance: 'Embargoed',
  advanceUntil: 'Not for publication in any form before {when}.',
  advanceAsk: 'You get this advance copy because you agreed to keep embargoes.',
  corrections: 'Corrections',
  amendedCorrection: 'Correction to release {number}',
  amendedHold: 'Hold: release {number} is on hold. Do not use it until further notice.',
  amendedKill: 'Killed: release {number}. A kill is mandatory: do not use it.',
  amendedWithdrawn: 'Withdrawn: release {number}. Do not use it.',
  probeSubject: 'Does mail from {department} reach you?',
  probeSay:
    'Mail that {department} sent to this address came back lately. This one finds out whether the address works again.',
  probeNothing:
    'If you can read it, all is well: there is nothing to do, and you go on getting what you asked for.',
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
  correction: 'Corrección',
  itSaid: 'Decía: {words}',
  itSays: 'Dice: {words}',
  hold: 'Retenido',
  holdAsk: 'No lo use hasta nuevo aviso. Si lo ha publicado, retírelo por ahora de sus páginas.',
  kill: 'Anulado',
  killAsk:
    'La anulación es obligatoria: no lo use. Si lo ha publicado, retírelo ahora y avise a sus lectores.',
  takenBack: 'Comunicado {number}',
  takenBackIssue: '{digest} {number}',
  sentBefore: 'Se le envió antes. Estaba aquí, donde ahora hay un aviso:',
  whyRecall: 'Recibe este correo porque antes se le envió aquello de lo que trata.',
  lifted: 'Retención levantada',
  liftedSay: 'Puede usarse de nuevo, tal como está aquí.',
  advance: 'Bajo embargo',
  advanceUntil: 'No debe publicarse de ninguna forma antes de {when}.',
  advanceAsk: 'Recibe esta copia anticipada porque aceptó respetar los embargos.',
  corrections: 'Correcciones',
  amendedCorrection: 'Corrección del comunicado {number}',
  amendedHold: 'Retenido: comunicado {number}. No lo use hasta nuevo aviso.',
  amendedKill: 'Anulado: comunicado {number}. La anulación es obligatoria: no lo use.',
  amendedWithdrawn: 'Retirado: comunicado {number}. No lo use.',
  probeSubject: '¿Le llega el correo de {department}?',
  probeSay:
    'El correo que {department} envió a esta dirección fue devuelto hace poco. Este mensaje comprueba si la dirección funciona de nuevo.',
  probeNothing: 'Si puede leerlo, todo está bien: no tiene que hacer nada y seguirá recibiendo lo que pidió.',
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

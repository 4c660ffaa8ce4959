/** The words of the pages for readers in one language; `{name}` stands for a value that is put in. */
export type Words = typeof ENGLISH;

const ENGLISH = {
  language: 'en',
  languageName: 'English',
  otherLanguages: 'This page in other languages',
  error: 'Error',
  errorsTitle: 'Something is missing',
  trap: 'Leave this field empty',
  subscribeTitle: 'Subscribe by e-mail',
  subscribeDescription: 'The {digest} and press releases of {department}, by e-mail.',
  subscribeLead:
    'Get the {digest} and press releases of {department} by e-mail, free of charge. You can leave at any time with one click.',
  address: 'Your e-mail address',
  addressHint: 'We send a message there first, with a link that confirms it.',
  addressBad: 'Enter an e-mail address like name@example.com',
  addressMissing: 'Enter your e-mail address',
  topics: 'What would you like to get?',
  topicsMissing: 'Choose at least one thing to get',
  topicsMissingPreferences: 'Choose at least one thing to get, or leave the list further down',
  digestHint: 'One message every {days} days with everything that was published.',
  digestHintWeeks: 'One message every {weeks} weeks with everything that was published.',
  releases: 'All press releases',
  releasesHint: 'A message for each, as soon as it is published.',
  some: 'Only some press releases',
  someHint:
    'As soon as they are published. A release that fits several of your choices still comes only once.',
  kinds: 'By kind',
  areas: 'By municipality',
  mailLanguage: 'Language of the messages',
  mailLanguageHint: 'Releases come in the language that they were written in.',
  subscribeButton: 'Subscribe',
  privacy:
    'We keep your address and your choices to send you what you asked for, and for nothing else. You can see, change, download and delete them yourself.',
  formOld: 'This page was open for too long. Please check what you entered, and press the button once more.',
  formEarly: 'That was very quick. Please press the button once more.',
  tooMany: 'Too many forms came from your network. Please try again in an hour.',
  tooManyTitle: 'Please try again later',
  foreign: 'This form works only at {site}. Please open it there.',
  foreignTitle: 'This form belongs elsewhere',
  sentTitle: 'Look into your mailbox',
  sentLead:
    'We have sent a message to the address that you entered. Open the link in it to confirm: nothing is sent before you do.',
  sentNothing:
    'Nothing there after a few minutes? Look into the folder for unwanted mail, and check that the address was right. An address gets only a few of these messages a day.',
  sentAgain: 'Enter the address again',
  closedTitle: 'Subscribing is not possible here',
  closedLead: 'This newsroom does not take subscriptions by this page.',
  confirmTitle: 'Confirm your subscription',
  confirmLead: 'This will be sent to {address}:',
  confirmButton: 'Yes, subscribe me',
  confirmIgnore: 'If you did not ask for it, close this page: nothing will be sent.',
  confirmMoveTitle: 'Confirm your new address',
  confirmMoveLead: 'What you get by e-mail will be sent to {address} from now on.',
  confirmMoveButton: 'Yes, use this address',
  doneTitle: 'You are subscribed',
  doneLead: 'From now on you get what you asked for at {address}.',
  donePreferences: 'See or change what you get',
  overTitle: 'This link is not valid any more',
  overLead:
    'It was used, replaced by a newer one, or is too old. Nothing was changed. If you would like to get our e-mail, subscribe again.',
  takenTitle: 'This address is on the list already',
  takenLead:
    'It has a subscription of its own, so nothing was changed. Leave the list with your old address, and use the one with this address.',
  subscribeAgain: 'Subscribe again',
  preferencesTitle: 'Your subscription',
  preferencesLead: 'For {address}',
  saved: 'Your choices are saved.',
  moveSent:
    'We have sent a message to the new address. Open the link in it to confirm; until then nothing changes.',
  whatYouGet: 'What you get',
  saveButton: 'Save',
  moveHeading: 'Your address',
  moveNow: 'Messages are sent to {address}.',
  moveLabel: 'New e-mail address',
  moveButton: 'Change the address',
  leaveHeading: 'Leave the list',
  leaveLead: 'No more messages will be sent to you. You can come back at any time.',
  leaveButton: 'Unsubscribe from everything',
  dataHeading: 'What we know about you',
  dataAddress: 'Address',
  dataSince: 'Confirmed',
  dataConsent: 'How',
  dataLanguage: 'Language',
  dataDownload: 'Download everything:',
  dataJson: 'JSON',
  dataCsv: 'CSV (spreadsheet)',
  forgetLink: 'Have everything deleted',
  forgetTitle: 'Have everything deleted',
  forgetLead:
    'We delete your address, your choices and what your mail server told us. You leave the list. What stays is a code from which nobody can tell your address; it keeps an old list from bringing you back.',
  forgetButton: 'Delete everything',
  forgetBack: 'Keep my subscription',
  goneTitle: 'You are not on the list',
  goneLead: 'No messages are sent to this address. If that was not what you wanted, subscribe again.',
  unsubscribeTitle: 'Unsubscribe',
  unsubscribeLead: 'No more messages from {department} will be sent to {address}.',
  unsubscribeButton: 'Unsubscribe',
  unsubscribeLess:
    'You can also get less, or something else: the link "Change what you get" is at the foot of every message.',
  wrongTitle: 'This link is not complete',
  wrongLead:
    'A part of it is missing or was changed on the way. Copy the whole link from the message, or write to {contact}.',
  busyTitle: 'Please try again in a minute',
  busyLead: 'We could not do this at the moment. Nothing was changed.',
};

const SPANISH: Words = {
  language: 'es',
  languageName: 'Español',
  otherLanguages: 'Esta página en otros idiomas',
  error: 'Error',
  errorsTitle: 'Falta algo',
  trap: 'Deje este campo vacío',
  subscribeTitle: 'Suscribirse por correo electrónico',
  subscribeDescription: 'El {digest} y los comunicados de {department}, por correo electrónico.',
  subscribeLead:
    'Reciba gratis por correo electrónico el {digest} y los comunicados de {department}. Puede darse de baja en cualquier momento con un clic.',
  address: 'Su correo electrónico',
  addressHint: 'Primero le enviamos un mensaje con un enlace para confirmarlo.',
  addressBad: 'Escriba una dirección como nombre@example.com',
  addressMissing: 'Escriba su correo electrónico',
  topics: '¿Qué desea recibir?',
  topicsMissing: 'Elija al menos una cosa',
  topicsMissingPreferences: 'Elija al menos una cosa, o dese de baja más abajo',
  digestHint: 'Un mensaje cada {days} días con todo lo publicado.',
  digestHintWeeks: 'Un mensaje cada {weeks} semanas con todo lo publicado.',
  releases: 'Todos los comunicados',
  releasesHint: 'Un mensaje por cada uno, en cuanto se publica.',
  some: 'Solo algunos comunicados',
  someHint:
    'En cuanto se publican. Un comunicado que corresponde a varias de sus opciones llega una sola vez.',
  kinds: 'Por tipo',
  areas: 'Por municipio',
  mailLanguage: 'Idioma de los mensajes',
  mailLanguageHint: 'Los comunicados llegan en el idioma en que se escribieron.',
  subscribeButton: 'Suscribirme',
  privacy:
    'Guardamos su dirección y sus opciones para enviarle lo que pidió, y para nada más. Usted mismo puede verlas, cambiarlas, descargarlas y borrarlas.',
  formOld: 'Esta página estuvo abierta demasiado tiempo. Revise lo que escribió y pulse el botón otra vez.',
  formEarly: 'Ha sido muy rápido. Pulse el botón otra vez.',
  tooMany: 'Llegaron demasiados formularios desde su red. Inténtelo de nuevo en una hora.',
  tooManyTitle: 'Inténtelo más tarde',
  foreign: 'Este formulario solo funciona en {site}. Ábralo allí.',
  foreignTitle: 'Este formulario es de otro sitio',
  sentTitle: 'Revise su correo',
  sentLead:
    'Hemos enviado un mensaje a la dirección que escribió. Abra el enlace para confirmar: antes de eso no se envía nada.',
  sentNothing:
    '¿No llega nada en unos minutos? Mire en la carpeta de correo no deseado y compruebe que la dirección era correcta. Cada dirección recibe solo unos pocos de estos mensajes al día.',
  sentAgain: 'Escribir la dirección otra vez',
  closedTitle: 'Aquí no es posible suscribirse',
  closedLead: 'Esta redacción no admite suscripciones por esta página.',
  confirmTitle: 'Confirme su suscripción',
  confirmLead: 'Esto se enviará a {address}:',
  confirmButton: 'Sí, deseo suscribirme',
  confirmIgnore: 'Si no lo pidió, cierre esta página: no se enviará nada.',
  confirmMoveTitle: 'Confirme su nueva dirección',
  confirmMoveLead: 'Lo que recibe por correo se enviará desde ahora a {address}.',
  confirmMoveButton: 'Sí, usar esta dirección',
  doneTitle: 'Suscripción confirmada',
  doneLead: 'Desde ahora recibirá lo que pidió en {address}.',
  donePreferences: 'Ver o cambiar lo que recibe',
  overTitle: 'Este enlace ya no es válido',
  overLead:
    'Ya se usó, fue reemplazado por otro o es demasiado antiguo. No se cambió nada. Si desea recibir nuestro correo, suscríbase de nuevo.',
  takenTitle: 'Esta dirección ya está en la lista',
  takenLead:
    'Tiene una suscripción propia, por lo que no se cambió nada. Dé de baja su dirección anterior y use la suscripción de esta.',
  subscribeAgain: 'Suscribirse de nuevo',
  preferencesTitle: 'Su suscripción',
  preferencesLead: 'De {address}',
  saved: 'Sus opciones se guardaron.',
  moveSent:
    'Hemos enviado un mensaje a la nueva dirección. Abra el enlace para confirmarla; hasta entonces nada cambia.',
  whatYouGet: 'Lo que recibe',
  saveButton: 'Guardar',
  moveHeading: 'Su dirección',
  moveNow: 'Los mensajes se envían a {address}.',
  moveLabel: 'Nuevo correo electrónico',
  moveButton: 'Cambiar la dirección',
  leaveHeading: 'Darse de baja',
  leaveLead: 'No se le enviarán más mensajes. Puede volver cuando quiera.',
  leaveButton: 'Cancelar toda la suscripción',
  dataHeading: 'Lo que sabemos de usted',
  dataAddress: 'Dirección',
  dataSince: 'Confirmada',
  dataConsent: 'Cómo',
  dataLanguage: 'Idioma',
  dataDownload: 'Descargar todo:',
  dataJson: 'JSON',
  dataCsv: 'CSV (hoja de cálculo)',
  forgetLink: 'Borrar todos mis datos',
  forgetTitle: 'Borrar todos mis datos',
  forgetLead:
    'Borramos su dirección, sus opciones y lo que nos dijo su servidor de correo. Su suscripción termina. Queda un código con el que nadie puede saber su dirección; impide que una lista antigua vuelva a incluirle.',
  forgetButton: 'Borrar todo',
  forgetBack: 'Conservar mi suscripción',
  goneTitle: 'No está en la lista',
  goneLead: 'No se envían mensajes a esta dirección. Si no era lo que quería, suscríbase de nuevo.',
  unsubscribeTitle: 'Cancelar la suscripción',
  unsubscribeLead: 'No se enviarán más mensajes de {department} a {address}.',
  unsubscribeButton: 'Cancelar la suscripción',
  unsubscribeLess:
    'También puede recibir menos, u otra cosa: el enlace «Cambiar lo que recibe» está al pie de cada mensaje.',
  wrongTitle: 'Este enlace no está completo',
  wrongLead:
    'Falta una parte o cambió en el camino. Copie el enlace entero del mensaje, o escriba a {contact}.',
  busyTitle: 'Inténtelo de nuevo en un minuto',
  busyLead: 'No pudimos hacerlo en este momento. No se cambió nada.',
};

const ALL = [ENGLISH, SPANISH];

/** The words of the first of these languages that there are words for (`es-MX` has those of `es`), else English. */
export function wordsFor(...languages: readonly (string | undefined)[]): Words {
  for (const language of languages) {
    const words = ALL.find((one) => one.language === language?.split('-', 1)[0]?.toLowerCase());
    if (words) return words;
  }
  return ENGLISH;
}

/** The words of each of these languages that there are words for, each once. */
export function wordsOf(languages: readonly string[]): Words[] {
  return ALL.filter(({ language }) => languages.some((one) => one.split('-', 1)[0] === language));
}

/** Puts values into a sentence: `fill('For {address}', { address })`. */
export function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** What a language is called by those who speak it: `English`, `español`. */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

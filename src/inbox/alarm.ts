/** What the kinds of trouble with us are called, and what helps. */
const TROUBLE: Readonly<Record<string, { what: string; help: string }>> = {
  spam: {
    what: 'our mail is taken for spam, or our server is on a blocklist',
    help: 'Look the sending address up at the provider that is named below, and pause mailings until it is clear.',
  },
  authentication: {
    what: 'our mail is not authenticated as they want it',
    help: 'Check SPF, DKIM, DMARC, the name of the sending address (PTR) and TLS.',
  },
  rate: {
    what: 'we send too fast',
    help: 'Set a slower pace for that destination under "delivery:" in newsdesk.yaml.',
  },
  virus: {
    what: 'our mail is taken for dangerous',
    help: 'Look at the links and photos of the last editions.',
  },
  content: {
    what: 'the form of our mail is not accepted',
    help: 'Compare the words below with the last edition.',
  },
  protocol: {
    what: 'the conversation between the mail servers fails',
    help: 'Ask who runs our mail server.',
  },
  policy: {
    what: 'their rules do not let our mail in',
    help: 'Ask the administrators of the server that is named below.',
  },
};

/**
 * What the desk is told when mail servers want nothing of us: a first line that is the same for the same trouble, so that
 * it is told once a day, and the words of the first server that said so. `words` hold no whole address.
 */
export function troubleAlarm(about: string, words: string, edition: string | undefined): string {
  const { what, help } = TROUBLE[about] ?? {
    what: 'they want nothing of us',
    help: 'Look at the words below.',
  };
  return [
    `Mail servers refuse our mail: ${what}`,
    '',
    `No reader is counted out for it. ${help}`,
    '',
    `One of them said${edition === undefined ? '' : ` of ${edition}`}: ${words}`,
    '',
    '`newsdesk status` shows how many did. This is said once a day.',
  ].join('\n');
}

/** A reader asks to leave in words alone, which anybody could have written. `place` is where the message lies. */
export function wishAlarm(words: string, place: string): string {
  return [
    'Somebody asks by mail to leave the list',
    '',
    `The message has no unsubscribe token, so nothing was done: a sender's address is easily made up. It lies in ${place}`,
    'for you to read. When it is genuine: newsdesk subscribers remove ADDRESS',
    '',
    `It says: ${words}`,
  ].join('\n');
}

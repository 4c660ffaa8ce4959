/** What words of a server's mean. `about` names the kind of trouble with us, for the desk's alarm. */
export type WordRule = { kind: 'hard' | 'soft' | 'ours'; about: string; words: RegExp };

/**
 * The address is not there: said so plainly that it stands against anything else in the same line, as long as the status
 * is one of an address.
 */
export const NOBODY =
  /user unknown|unknown (?:user|recipient|mailbox|local[- ]part)|no such (?:user|recipient|mailbox|person|address|account)|(?:user|recipient|mailbox|account|address|e-?mail) (?:does ?n[o']t|does not|not|cannot be) (?:exist|found|be found)|(?:mailbox|user|recipient|address|account|name) (?:not (?:found|exist|known|recognized|local|here|valid|listed)|is (?:unknown|invalid|not (?:found|known|valid|a valid|recognized)))|recipnotfound|not our (?:customer|user)|nobody here|no mailbox here|(?:invalid|bad|illegal) (?:recipient|mailbox|user|address|destination mailbox)|(?:address|recipient|mailbox|user) invalid|no valid recipients?|not listed in (?:domino|public|directory)|name (?:is )?not recognized|(?:doesn'?t|does not|doesnt) (?:exist|have an? \S{1,60} account)|(?:account|mailbox|user) (?:has been )?(?:deleted|terminated|closed|removed|discontinued)|unroute?able (?:mail )?(?:address|domain)|undeliverable address|recipient (?:address )?unknown|unknown to (?:address|this)|is not a (?:known|valid) (?:user|mailbox|recipient|address)|not a valid (?:mailbox|user|recipient)|mailbox unavailable or access denied|requested action not taken: mailbox unavailable|no account by that name|addressee unknown|no longer (?:valid|exists|with|works|employed|on server)|inconnu|n'existe pas|destinataire invalide|adresse invalide|unbekannt|existiert nicht|empf\S{1,3}nger nicht gefunden|desconocid[oa]|no existe|desconhecid[oa]|n\u00e3o existe|inexistente|sconosciut[oa]|non esiste|onbekend|nieznany|nie istnieje|ok\u00e4nd|finns inte|ukendt|\u043d\u0435 \u043d\u0430\u0439\u0434\u0435\u043d|\u043d\u0435 \u0441\u0443\u0449\u0435\u0441\u0442\u0432\u0443\u0435\u0442|\u5b9b\u5148\u4e0d\u660e|\u5b58\u5728\u3057\u307e\u305b\u3093|\u7528\u6237\u4e0d\u5b58\u5728|\u6536\u4ef6\u4eba\u4e0d\u5b58\u5728/iu;

/**
 * In this order; the first that fits decides. What is said of us stands before what is said of the address: a server that
 * writes "5.1.1 too many recipients this hour" means us. Host names and addresses are taken out before.
 */
export const WORDS: readonly WordRule[] = [
  // Exchange Online's word for an address that it does not have ("directory-based edge blocking").
  { kind: 'hard', about: '', words: /recipient (?:address )?rejected: access denied/i },
  {
    kind: 'ours',
    about: 'policy',
    words:
      /(?:sender|envelope[- ]from|mail from)(?: address| domain)? (?:rejected|denied|refused|is invalid|unknown|not found)/i,
  },
  // Told at the very end of many tries; it asks to come again, whoever we are.
  { kind: 'soft', about: '', words: /gr[ea]y-?list/i },
  // Of the mailbox, in words that servers put behind a 5.7.1 of policy.
  {
    kind: 'soft',
    about: '',
    words:
      /temporar\w* (?:locked|disabled|suspended|blocked mailbox)|(?:account|mailbox|user|recipient)(?:\(s\))? (?:account )?(?:is |has been |was )?(?:temporarily )?(?:disabled|suspended|inactive|locked|deactivated|on hold|frozen|expired|blocked)|too many (?:e-?mails?|messages) in (?:the |this |your |its )?(?:\w+ )?(?:mail ?box|account|folder)|(?:disabled|suspended|inactive|expired) (?:account|mailbox|user|recipient)/i,
  },
  {
    kind: 'soft',
    about: '',
    words:
      /(?:over|exceed\w*|out of|above|disk|mailbox|storage|user) ?(?:the |its |their )?(?:\w+ )?quota|quota (?:exceed|violat|full|is full)|(?:mail ?box|account|mail ?folder|inbox|recipient storage|storage) (?:\S{1,80} )?(?:is |was )?(?:full|over)|mailfolder is full|full mailbox|storage (?:limit|space|allocation)|insufficient (?:disk|system) (?:space|storage)|not enough (?:disk )?space|no space left|mailbox size limit|boite? (?:aux lettres |mail )?pleine|postfach (?:ist )?voll|buz\u00f3n (?:est\u00e1 )?lleno|caixa (?:postal |de correio )?cheia|casella piena/iu,
  },
  {
    kind: 'soft',
    about: '',
    words:
      /(?:message|mail|size|length|content) (?:\w+ )?(?:is |was )?(?:too (?:big|large|long)|exceed\w*)|too (?:big|large) (?:message|for)|exceeds? (?:the )?(?:maximum|administrative|size|fixed)|recipsizelimit|message length exceed/i,
  },
  {
    kind: 'ours',
    about: 'authentication',
    words:
      /\b(?:spf|dkim|dmarc|arc|senderid|sender id)\b|authenticat\w* (?:check|fail|require)|multiple authentication|unauthenticated|not authenticated|reverse dns|reverse lookup|\bptr\b|\br?dns (?:record|validation)|\bhelo\b|\behlo\b|(?:invalid|bad|forged) (?:ip|domain) for sending|(?:support|require)\w* (?:start)?tls|starttls|tls (?:is )?required|must issue a starttls|encryption (?:needed|required)/i,
  },
  {
    kind: 'ours',
    about: 'rate',
    words:
      /rate[- ]?limit|(?:limit|rate|quota) (?:exceeded|reached) for|connection (?:rate|limit|frequency)|throttl|too many (?:connection|message|mail|recipient|concurrent|session|email|error|bad command|invalid|unknown)|too (?:fast|frequent)|sent to too many|excessive|unexpected volume|volume of (?:mail|message)|(?:messages?|mails?|emails?) (?:per|this) (?:hour|day|minute)|hourly|daily (?:limit|quota)|sending (?:limit|quota)|slow down|unusual rate/i,
  },
  {
    kind: 'ours',
    about: 'virus',
    words: /virus|malware|infected|trojan|malicious|phish|dangerous (?:file|attachment|content)|\bworm\b/i,
  },
  {
    kind: 'ours',
    about: 'spam',
    words:
      /spam|unsolicited|\bjunk\b|\bbulk\b|\buce\b|\bube\b|suspicious|user complaints|ofr_50[1-9]|blacklist|black list|black-list|block ?list|block list|deny ?list|dnsbl|\brbl\b|\bsbl\b|\bxbl\b|\bpbl\b|spamhaus|spamcop|sorbs|barracuda|senderscore|reputation|(?:ip|address|sender|host|domain|client|server|message|mail|email|e-mail|connection|network) (?:\S{1,80} )?(?:is |was |has been |are |been )?(?:\w+ )?(?:blocked|banned|listed|denied|blacklisted)|\bblocked\b|(?<!not )(?:banned|listed) (?:by|for|in|at|using|because|due|sender|from)|not (?:accepting|accept) mail from (?:you|your)|bad reputation|\bjmrp\b|tss0\d|\bgl01\b|\bs3150\b|\bs3140\b/i,
  },
  {
    kind: 'hard',
    about: '',
    words:
      /(?:host|domain|server|he) (?:does not|doesn'?t|do not) (?:accept|receive|want|handle) (?:any )?(?:e-?mail|mail)|null mx|no smtp service|never accepts mail|(?:unknown|invalid|bad|no such|nonexistent|non-existent) (?:host|domain)|(?:host|domain)(?: or domain)?(?: name)? (?:is )?(?:unknown|not found|does not exist|doesn'?t exist)|\bnxdomain\b|host not found|point to non-existent hosts|domain \S{1,255} does not exist|domain \S{1,255} (?:couldn'?t|could not|cannot) be found|has moved|no longer at this address|mailbox has moved|not our user/i,
  },
  { kind: 'hard', about: '', words: NOBODY },
  {
    kind: 'ours',
    about: 'policy',
    words:
      /polic(?:y|ies)|not (?:authori[sz]ed|permitted|allowed|verified)|unauthori[sz]ed|(?:sender|from|envelope|mail from)\b[^.]{0,80}\b(?:reject|denied|refused|invalid|not allowed|verification failed|verify failed)|sender was rejected|access denied|permission denied|prohibited|relay|administrat\w+ prohibit|security|refuse to (?:accept|talk)|refused to talk|service refus|connection refused by policy|invalid ip|restricted/i,
  },
  {
    kind: 'ours',
    about: 'content',
    words:
      /header error|headers? too (?:large|long)|content (?:rejected|not accepted|error|filter)|media error|improper use of 8-bit|bare (?:lf|cr)|invalid (?:header|character|message|mime)|malformed (?:mime|header|message)|addresses in from|rfc ?\d{4}|not rfc|compliant|line too long|prohibited (?:file|attachment)|\bmessage (?:content )?rejected\b/i,
  },
];

/**
 * By the enhanced status (RFC 3463 and the IANA registry of it), when the words say nothing that is known. The longest
 * beginning that fits decides. Why some are not what they seem:
 * - 5.1.2: the domain is not there, and nobody but its owner can bring it back. A name server that is merely down says
 *   4.4.3, which is soft.
 * - 5.2.1: the mailbox is disabled, "permanent or transient" says the RFC itself. Scored, so that a probe finds out.
 * - 5.2.2 full, 5.2.3 and 5.3.4 too big: the reader is there.
 * - 5.1.7, 5.1.8: the sender's address is bad, and that is ours.
 * - 5.5, 5.6, 5.7: protocol, content, policy; said of what we do.
 * - 5.7.17, 5.7.18: mailbox or domain belong to somebody else now (RFC 7293), who never asked for our mail.
 */
export const STATUS: Readonly<Record<string, 'hard' | 'soft' | 'ours'>> = {
  '1.0': 'hard',
  '1.1': 'hard',
  '1.2': 'hard',
  '1.3': 'hard',
  '1.6': 'hard',
  '1.10': 'hard',
  '1.7': 'ours',
  '1.8': 'ours',
  '1': 'soft',
  '2': 'soft',
  '3': 'soft',
  '4': 'soft',
  '5': 'ours',
  '6': 'ours',
  '7.17': 'hard',
  '7.18': 'hard',
  '7': 'ours',
};

/** What `ours` is about when only the status says so. */
export const STATUS_ABOUT: Readonly<Record<string, string>> = {
  '1': 'authentication',
  '5': 'protocol',
  '6': 'content',
  '7': 'policy',
};

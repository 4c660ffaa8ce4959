/** The site could not be opened. `message` says what happened, in plain words. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
  readonly why: string;
  readonly fix: string;

  constructor(what: string, why: string, fix: string, cause: unknown) {
    super(what, { cause });
    this.why = why;
    this.fix = fix;
  }
}

/** What listening on a host and port ran into, said for the person who started the site. */
export function listenError(error: NodeJS.ErrnoException, host: string, port: number): SiteError {
  const where = `port ${port} on ${host}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new SiteError(
        `The site cannot be opened: ${where} is taken`,
        'Another program answers there already; perhaps Newsdesk itself is running.',
        `Stop the other program, or choose another port with PORT, for example PORT=${port === 8081 ? 8082 : 8081}.`,
        error,
      );
    case 'EACCES':
      return new SiteError(
        `The site cannot be opened: this user may not listen on ${where}`,
        'Ports below 1024 belong to the system.',
        'Choose a port above 1024 with PORT, and let the web server in front of Newsdesk pass requests on to it.',
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SiteError(
        `The site cannot be opened: ${host} is not an address of this machine`,
        'A site can be opened only at an address that the machine has.',
        'Set HOST to 127.0.0.1 for this machine alone, or to 0.0.0.0 for every address that it has.',
        error,
      );
    default:
      return new SiteError(
        `The site cannot be opened on ${where}: ${error.message}`,
        'The system refused to listen there.',
        'Choose another port or host with PORT and HOST.',
        error,
      );
  }
}

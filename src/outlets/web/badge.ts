/**
 * The newsroom's mark: a shield with a star and three lines of text, drawn for Newsdesk and free to use. It is nobody's
 * badge: a department puts its own in its place.
 */
export const badge = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 88 100" width="88" height="100">
<title>Newsroom</title>
<path d="M44 3 82 15v33c0 25-16 41-38 49C22 89 6 73 6 48V15z" fill="#12305a" stroke="#d9b65c" stroke-width="4" stroke-linejoin="round"/>
<path d="M44 18l5.6 11.4 12.6 1.8-9.1 8.9 2.1 12.5L44 46.7l-11.2 5.9 2.1-12.5-9.1-8.9 12.600-1.800z" fill="#d9b65c"/>
<path d="M25 62h38M29 71h30M35 80h18" stroke="#fff" stroke-width="4" stroke-linecap="round"/>
</svg>
`;

// The message that a user would write with nodemailer for one reader of the Digest.
import { createHmac } from 'node:crypto';

const SITE = 'https://newsroom.example.gov';

export function plainMessage({ subject, html, text, slots }, number) {
  const to = `reader${number}@example.org`;
  const token = createHmac('sha256', 'a secret of the newsroom').update(to).digest('base64url');
  const unsubscribe = `${SITE}/unsubscribe/${number}/${token}`;
  const fill = (form) =>
    form
      .replaceAll(slots.unsubscribe, unsubscribe)
      .replaceAll(slots.preferences, `${SITE}/preferences/${number}/${token}`)
      .replaceAll(slots.address, to);
  return {
    from: '"St. Louis County Police" <digest@newsroom.example.gov>',
    replyTo: 'media@newsroom.example.gov',
    to,
    subject,
    text: fill(text),
    html: fill(html),
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      Precedence: 'bulk',
    },
  };
}

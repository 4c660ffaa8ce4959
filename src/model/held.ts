import type { DeliveryState } from './delivery.ts';
import type { NoticeKind, NoticeState } from './notice.ts';
import type { Request } from './request.ts';
import type { Return } from './return.ts';
import type { Subscriber } from './subscriber.ts';

/** Everything that is held about one person on the list. */
export type Held = {
  subscriber: Subscriber;
  /** Each edition that was meant for them, the newest mailing first, and what their mail server said. */
  deliveries: { edition: string; state: DeliveryState; response: string }[];
  requests: Pick<Request, 'kind' | 'address' | 'topics' | 'language' | 'askedAt' | 'doneAt'>[];
  notices: { kind: NoticeKind; state: NoticeState; response: string; postedAt: number }[];
  returns: Pick<Return, 'at' | 'kind' | 'status' | 'words'>[];
};

import { TRACE_KINDS, type Trace, type TraceKind } from '../model/trace.ts';

/** Gathers what is found in one file; the same kind found twice is one trace, as large as both. */
export type Found = {
  add: (kind: TraceKind, bytes?: number) => void;
  /** Most telling first. */
  traces: () => Trace[];
};

export function openFound(): Found {
  const sizes = new Map<TraceKind, number | undefined>();
  return {
    add(kind, bytes) {
      const before = sizes.get(kind);
      sizes.set(kind, bytes === undefined ? before : (before ?? 0) + bytes);
    },
    traces: () =>
      TRACE_KINDS.flatMap((kind) => {
        if (!sizes.has(kind)) return [];
        const bytes = sizes.get(kind);
        return [bytes === undefined ? { kind } : { kind, bytes }];
      }),
  };
}

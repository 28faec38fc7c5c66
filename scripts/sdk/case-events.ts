import type { components } from './schema';

/** An entry of a case's timeline, as it is told while the case goes on. */
export type CaseEvent = components['schemas']['TimelineEntry'];

/** The events of a stream (text/event-stream) as they arrive, until the stream ends or its connection breaks. */
export async function* readEvents(response: Response): AsyncGenerator<CaseEvent> {
  if (response.body === null) return;
  let rest = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) yield JSON.parse(data) as CaseEvent;
      }
    }
  } catch (error) {
    // A connection that broke: the caller comes back with the number of the last event.
    if (!(error instanceof TypeError)) throw error;
  }
}

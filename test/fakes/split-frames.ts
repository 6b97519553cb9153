const endOfHead = Buffer.from('\r\n\r\n');

/**
 * Takes the bytes of a WebSocket server as they come and gives them on in pieces: the HTTP answer, then frame by frame (RFC 6455 §5.2).
 * `isMessage`: a text or binary frame; the answer and control frames are none.
 */
export function splitFrames(deliver: (bytes: Buffer, isMessage: boolean) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isOpen = false;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const length = isOpen ? frameLength(rest) : headLength(rest);
      if (length === undefined || rest.length < length) return;
      deliver(rest.subarray(0, length), isOpen && ((rest[0] ?? 0) & 0x0f) < 8);
      rest = rest.subarray(length);
      isOpen = true;
    }
  };
}

function headLength(bytes: Buffer): number | undefined {
  const at = bytes.indexOf(endOfHead);
  return at === -1 ? undefined : at + endOfHead.length;
}

/** Undefined while its length is not there yet. */
function frameLength(bytes: Buffer): number | undefined {
  if (bytes.length < 2) return undefined;
  const second = bytes[1] ?? 0;
  const maskBytes = second & 0x80 ? 4 : 0;
  const short = second & 0x7f;
  if (short < 126) return 2 + maskBytes + short;
  if (bytes.length < (short === 126 ? 4 : 10)) return undefined;
  return short === 126 ? 4 + maskBytes + bytes.readUInt16BE(2) : 10 + maskBytes + Number(bytes.readBigUInt64BE(2));
}

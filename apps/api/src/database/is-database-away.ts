/** SQLSTATE classes and codes (https://www.postgresql.org/docs/current/errcodes-appendix.html): the connection, resources, an operator's doing, others in the way, a server that only reads for now, a transaction that was given up for it. */
const passingStates = /^(08(000|001|003|004|006|007)|40(001|003|P01)|53...|57...|25006|25P02|25P03|55P03)$/;
/** https://www.sqlite.org/rescode.html; the longer ones begin with these. */
const passingResults = /^SQLITE_(BUSY|LOCKED|PROTOCOL|CANTOPEN|IOERR)/;
/** Of the socket to the database. */
const passingSocketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);
/** What the driver and the query builder say in words alone when a connection ended under them, or none was to be had. */
const passingWords = /connection terminated|connection ended|is not queryable|unable to acquire a connection|timeout acquiring a connection|transaction query already complete|timeout exceeded when trying to connect/i;

/** Whether the database could not be asked, for now: it is away, busy or starting. Not so what it refuses for good, such as a row that must not be there. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (passingWords.test(error.message)) return true;
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && (passingStates.test(code) || passingResults.test(code) || passingSocketCodes.has(code));
}

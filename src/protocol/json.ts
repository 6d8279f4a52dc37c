/** Plain JSON: what may be stored, sent and shown. Money and large integers travel as decimal strings. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON object. */
export type JsonObject = { [key: string]: Json };

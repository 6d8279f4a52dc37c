/** How a change is to be made. */
export interface WriteOptions {
  /** Say what would become of it, and keep nothing. */
  dryRun?: boolean;
  /** Who is written down as the owner of what changes; nobody for what the cluster does itself. */
  manager?: string;
  subresource?: 'status' | 'scale';
}

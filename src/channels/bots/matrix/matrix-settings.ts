/** `channels.matrix` of the configuration. */
export interface MatrixSettings {
  /** Where the homeserver is, such as `https://matrix.example.org`. */
  homeserver: string;
  /** The bot's account, such as `@3bot:example.org`. */
  user: string;
  password?: string | undefined;
  accessToken?: string | undefined;
  invites: readonly string[];
  polls: boolean;
  encryption: boolean;
}

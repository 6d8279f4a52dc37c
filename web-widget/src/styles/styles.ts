import type { CSSResult } from 'lit';

import { cards } from './cards.ts';
import { controls } from './controls.ts';
import { messages } from './messages.ts';
import { shell } from './shell.ts';
import { tokens } from './tokens.ts';

/** Everything the chat looks like, as constructed style sheets: a strict content security policy lets them pass. */
export const styles: CSSResult[] = [tokens, shell, messages, controls, cards];

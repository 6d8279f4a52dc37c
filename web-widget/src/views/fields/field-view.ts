import type { TemplateResult } from 'lit';

import type { Question } from '#src/protocol/index.ts';
import type { Field } from '../../chat/field.ts';

import type { ViewContext } from '../view-context.ts';
import { choiceField } from './choice-field.ts';
import { fileField, keyField } from './file-field.ts';
import { manyField } from './many-field.ts';
import { numberField } from './number-field.ts';
import { locationField, pairsField } from './parts-field.ts';
import { secretField } from './secret-field.ts';
import { inputField, textField } from './text-field.ts';

/** One field as its control needs it. */
export interface FieldProps {
  context: ViewContext;
  question: Question;
  field: Field;
  /** Unique in the widget; parts of the control are named after it. */
  id: string;
  /** Ids of the elements that name and explain the control. */
  labelledBy: string;
  describedBy: string;
  /** Nothing can be given here now: the answer is on its way. */
  resting: boolean;
  /** In a conversation one press is the answer; absent in a form, where it is only marked. */
  choose?: () => void;
  /** Enter in a single line. */
  submit?: () => void;
  /** The field was changed: keep it, and draw again when asked to. */
  changed: (draw?: 'draw') => void;
  /** What was given cannot be taken. */
  wrong: (error: string) => void;
}

/** The control of a question's type. */
export function fieldView(props: FieldProps): TemplateResult {
  switch (props.question.type) {
    case 'bool':
    case 'choice':
    case 'rating':
      return choiceField(props);
    case 'multichoice':
      return manyField(props);
    case 'int':
    case 'number':
      return numberField(props);
    case 'date':
      return inputField(props, { type: 'date' });
    case 'datetime':
      return inputField(props, { type: 'datetime-local' });
    case 'email':
      return inputField(props, { type: 'email', autocomplete: 'email' });
    case 'url':
      return inputField(props, { type: 'url', autocomplete: 'url' });
    case 'string':
    case 'duration':
    case 'size':
    case 'cidr':
      return inputField(props, { type: 'text' });
    case 'text':
      return textField(props);
    case 'secret':
      return secretField(props);
    case 'file':
      return fileField(props);
    case 'ssh_key':
      return keyField(props);
    case 'location':
      return locationField(props);
    case 'key_values':
      return pairsField(props);
    default:
      return props.question.type satisfies never;
  }
}

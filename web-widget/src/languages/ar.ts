import { ar } from '../texts/ar.ts';
import { deliver } from './deliver.ts';

deliver('ar', ar);

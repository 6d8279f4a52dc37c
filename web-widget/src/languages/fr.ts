import { fr } from '../texts/fr.ts';
import { deliver } from './deliver.ts';

deliver('fr', fr);

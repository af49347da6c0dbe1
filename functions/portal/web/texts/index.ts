/** All texts of the web application. Another language is another file of the same shape, chosen here. */
import { zh } from './zh/index.ts';

export type Texts = typeof zh;
export const texts: Texts = zh;

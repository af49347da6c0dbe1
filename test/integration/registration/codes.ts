import { checkCharacter, organisationCheck } from '../../../functions/registration/model/credit-code.ts';

/**
 * A unified social credit code with its check characters (GB 32100).
 * @param eight characters 9-16
 * @param prefix characters 1-8: kind of body, division of the authority
 */
export function creditCode(eight: string, prefix = '51330302') {
  const seventeen = prefix + eight + organisationCheck(eight);
  return seventeen + checkCharacter(seventeen);
}

/** The form of a resource (M2.1), and what of it is told to the API. Pure. */
import type { paths } from '../../api/generated/schema.d.ts';
import { fenOf, yuanOf } from '../../components/money.ts';
import { filledIn, listed } from '../../components/patch.ts';
import type { texts } from '../../texts/index.ts';

export type Resource = paths['/v1/resources/{id}']['get']['responses'][200]['content']['application/json'];
export type ResourceBody = NonNullable<
  paths['/v1/resources']['post']['requestBody']
>['content']['application/json'];
type Gift = NonNullable<ResourceBody['gift']>;
type Words = typeof texts.words;

export interface GiftForm {
  type: keyof Words['giftType'];
  source: keyof Words['fundSource'];
  yuan: string;
  address: string;
  seats: number | '';
  /** In local time, as the control has it: YYYY-MM-DDTHH:MM. */
  slots: { from: string; to: string }[];
  what: string;
  unit: string;
  quantity: number | '';
  unitYuan: string;
  people: number | '';
  skills: string;
  minutes: number | '';
}
export interface ResourceForm {
  title: string;
  description: string;
  division: string;
  actions: string[];
  groups: string[];
  from: string;
  to: string;
  openUntil: string;
  donor: keyof Words['donor'] | '';
  donorName: string;
  gift: GiftForm;
}

const emptyGift = (): GiftForm => ({
  type: 'funds',
  source: 'social-capital',
  yuan: '',
  address: '',
  seats: '',
  slots: [{ from: '', to: '' }],
  what: '',
  unit: '',
  quantity: '',
  unitYuan: '',
  people: '',
  skills: '',
  minutes: '',
});

const ZONE = '+08:00';
const HOURS_AHEAD = 8;
/** An instant as a control of local time has it, in the time of this place. */
const localOf = (instant: string): string =>
  new Date(Date.parse(instant) + HOURS_AHEAD * 3_600_000).toISOString().slice(0, 16);

function giftFormOf(gift: Gift | undefined): GiftForm {
  const form = emptyGift();
  if (!gift) return form;
  switch (gift.type) {
    case 'funds':
      return { ...form, type: 'funds', source: gift.source, yuan: yuanOf(gift.fen) };
    case 'venue':
      return {
        ...form,
        type: 'venue',
        address: gift.address,
        seats: gift.seats ?? '',
        slots: gift.slots.map(({ from, to }) => ({ from: localOf(from), to: localOf(to) })),
      };
    case 'goods': {
      const { source, what, unit, quantity, unitFen } = gift;
      return { ...form, type: 'goods', source, what, unit, quantity, unitYuan: yuanOf(unitFen) };
    }
    case 'people':
      return {
        ...form,
        type: 'people',
        people: gift.people,
        skills: gift.skills.join('、'),
        minutes: gift.minutes,
      };
  }
}

/** The form of a resource as it is kept; of a new one in a division. */
export const resourceFormOf = (resource: Partial<Resource>): ResourceForm => ({
  title: resource.title ?? '',
  description: resource.description ?? '',
  division: resource.division ?? '',
  actions: [...(resource.actions ?? [])],
  groups: [...(resource.groups ?? [])],
  from: resource.period?.from ?? '',
  to: resource.period?.to ?? '',
  openUntil: resource.openUntil ?? '',
  donor: resource.donor ?? '',
  donorName: resource.donorName ?? '',
  gift: giftFormOf(resource.gift),
});

/** A gift of which something is typed; what is missing of it the API tells beside its field. */
function giftOf(form: GiftForm): Gift | undefined {
  const { source } = form;
  switch (form.type) {
    case 'funds':
      return form.yuan.trim() === '' ? undefined : { type: 'funds', source, fen: fenOf(form.yuan) ?? 0 };
    case 'venue': {
      const slots = form.slots.filter(({ from, to }) => from !== '' && to !== '');
      if (form.address.trim() === '' && slots.length === 0) return undefined;
      return {
        type: 'venue',
        address: form.address.trim(),
        ...(form.seats !== '' && { seats: form.seats }),
        slots: slots.map(({ from, to }) => ({ from: `${from}:00${ZONE}`, to: `${to}:00${ZONE}` })),
      };
    }
    case 'goods':
      if (form.what.trim() === '' && form.quantity === '') return undefined;
      return {
        type: 'goods',
        source,
        what: form.what.trim(),
        unit: form.unit.trim(),
        quantity: Number(form.quantity),
        unitFen: fenOf(form.unitYuan) ?? 0,
      };
    case 'people':
      if (form.people === '' && form.minutes === '') return undefined;
      return {
        type: 'people',
        people: Number(form.people),
        skills: listed(form.skills),
        minutes: Number(form.minutes),
      };
  }
}

/** What is filled in; a draft may lack anything. */
export function resourceBodyOf({ from, to, gift, ...form }: ResourceForm): ResourceBody {
  return filledIn({
    ...form,
    title: form.title.trim(),
    description: form.description.trim(),
    donorName: form.donorName.trim(),
    period: from !== '' && to !== '' ? { from, to } : '',
    gift: giftOf(gift),
  }) as ResourceBody;
}

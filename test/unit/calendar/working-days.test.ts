import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addWorkingDays, CalendarNotLoaded, isWorkingDay } from '../../../shared/calendar/index.ts';

const anyDay = fc
  .date({ min: new Date('2005-01-01T00:00:00Z'), max: new Date('2025-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('Working days by the State Council notices', () => {
  it.each([
    // 国办发明电〔2020〕27号
    ['2021-02-07', 'a Sunday worked for the Spring Festival'],
    ['2021-02-20', 'a Saturday worked for the Spring Festival'],
    ['2021-09-18', 'a Saturday worked for the Mid-Autumn Festival'],
    ['2021-09-26', 'a Sunday worked for National Day'],
    ['2021-10-09', 'a Saturday worked for National Day'],
    // 国办发明电〔2022〕16号
    ['2023-01-03', 'a Tuesday, the New Year holiday ended the day before'],
    ['2023-01-28', 'a Saturday worked for the Spring Festival'],
    ['2023-01-29', 'a Sunday worked for the Spring Festival'],
    ['2023-04-23', 'a Sunday worked for Labour Day'],
    ['2023-06-25', 'a Sunday worked for the Dragon Boat Festival'],
    ['2023-10-08', 'a Sunday worked for National Day'],
    // 国办发明电〔2023〕7号
    ['2024-02-04', 'a Sunday worked for the Spring Festival'],
    ['2024-02-18', 'a Sunday worked for the Spring Festival'],
    ['2024-09-29', 'a Sunday worked for National Day'],
    ['2024-10-12', 'a Saturday worked for National Day'],
    // 国办发明电〔2024〕12号
    ['2025-01-26', 'a Sunday worked for the Spring Festival'],
    ['2025-02-08', 'a Saturday worked for the Spring Festival'],
    ['2025-04-27', 'a Sunday worked for Labour Day'],
    ['2025-09-28', 'a Sunday worked for National Day'],
    // 国办发明电〔2025〕7号
    ['2026-01-04', 'a Sunday worked for New Year'],
    ['2026-02-28', 'a Saturday worked for the Spring Festival'],
    ['2026-10-10', 'a Saturday worked for National Day'],
    ['2026-11-23', 'an ordinary Monday'],
    ['2011-12-31', 'a Saturday worked, by the notice of the year after'],
  ])('%s is a working day: %s', (day) => {
    expect(isWorkingDay(day)).toBe(true);
  });

  it.each([
    ['2021-10-07', 'National Day, exchanged'],
    ['2022-12-31', 'a Saturday, and New Year'],
    ['2023-01-02', 'New Year, moved to the Monday'],
    ['2023-01-27', 'Spring Festival, exchanged'],
    ['2023-09-29', 'Mid-Autumn with National Day'],
    ['2024-02-10', 'Spring Festival'],
    ['2024-05-03', 'Labour Day, exchanged'],
    ['2025-01-28', "New Year's Eve, a holiday since 2025"],
    ['2025-05-02', 'Labour Day, a holiday since 2025'],
    ['2025-10-08', 'National Day with Mid-Autumn'],
    ['2015-09-03', '70 years since the victory in the war'],
    ['2026-02-23', 'Spring Festival, exchanged'],
    ['2026-11-22', 'an ordinary Sunday'],
    ['2026-11-21', 'an ordinary Saturday'],
  ])('%s is none: %s', (day) => {
    expect(isWorkingDay(day)).toBe(false);
  });

  it('a period leaps over the long holiday and its make-up days count', () => {
    expect(addWorkingDays('2025-09-26', 1)).toBe('2025-09-28');
    expect(addWorkingDays('2025-09-30', 1)).toBe('2025-10-09');
    expect(addWorkingDays('2025-09-30', 3)).toBe('2025-10-11');
    expect(addWorkingDays('2026-11-23', 5)).toBe('2026-11-30');
  });

  it('going back works the same way', () => {
    expect(addWorkingDays('2025-10-09', -1)).toBe('2025-09-30');
    expect(addWorkingDays('2025-09-29', -1)).toBe('2025-09-28');
  });

  it('no days give the day itself or, on a holiday, the next working day', () => {
    expect(addWorkingDays('2025-09-30', 0)).toBe('2025-09-30');
    expect(addWorkingDays('2025-10-01', 0)).toBe('2025-10-09');
  });
});

describe('A year whose holidays nobody has announced', () => {
  it.each([['2003-12-31'], ['2999-06-01']])('%s is refused, never guessed', (day) => {
    expect(() => isWorkingDay(day)).toThrow(CalendarNotLoaded);
  });

  it('a period that runs into it is refused, and the message says what to do', () => {
    expect(() => addWorkingDays('2026-12-30', 3000)).toThrow(
      /working days of \d{4} are not known.*loaded are those of 2004 to \d{4}.*update the package chinese-days/,
    );
    expect(() => addWorkingDays('2004-01-05', -10)).toThrow(CalendarNotLoaded);
  });

  it('the error names the year', () => {
    expect(new CalendarNotLoaded(2031)).toMatchObject({ year: 2031, name: 'CalendarNotLoaded' });
  });
});

describe('What is no day', () => {
  it.each([
    ['2025-02-29'],
    ['2025-13-01'],
    ['2025-2-1'],
    ['20250201'],
    [''],
    ['2025-02-01T00:00:00Z'],
    ['0000-01-01'],
  ])('"%s" is refused', (day) => {
    expect(() => isWorkingDay(day)).toThrow(RangeError);
    expect(() => addDays(day, 1)).toThrow(RangeError);
    expect(() => addWorkingDays(day, 1)).toThrow(RangeError);
  });

  it.each([[0.5], [Number.NaN], [Number.POSITIVE_INFINITY]])('%s days are refused', (count) => {
    expect(() => addDays('2025-01-01', count)).toThrow(RangeError);
    expect(() => addWorkingDays('2025-01-01', count)).toThrow(RangeError);
  });

  it('the calendar has an end', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => addDays('2025-01-01', Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
  });
});

describe('Properties', () => {
  it('a period ends on a working day after its beginning', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const end = addWorkingDays(day, count);
        expect(isWorkingDay(end)).toBe(true);
        expect(end > day).toBe(true);
      }),
    );
  });

  it('it holds exactly that many working days', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (day, count) => {
        const end = addWorkingDays(day, count);
        let counted = 0;
        for (let at = addDays(day, 1); at <= end; at = addDays(at, 1)) if (isWorkingDay(at)) counted++;
        expect(counted).toBe(count);
      }),
    );
  });

  it('from a working day, there and back is where it began', () => {
    fc.assert(
      fc.property(anyDay.filter(isWorkingDay), fc.integer({ min: 0, max: 40 }), (day, count) => {
        expect(addWorkingDays(addWorkingDays(day, count), -count)).toBe(day);
      }),
    );
  });

  it('calendar days add up', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: -5000, max: 5000 }),
        (day, a, b) => {
          expect(addDays(addDays(day, a), b)).toBe(addDays(day, a + b));
        },
      ),
    );
  });
});

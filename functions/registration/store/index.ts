import type { CloudEvent } from '../../../shared/events/index.ts';
import { importsIn } from '../../../shared/imports/store.ts';
import type { AuditEntry, Once, Store, TransactWrite } from '../../../shared/store/index.ts';
import type { Application } from '../model/application.ts';
import type { ClassProposal, Dormancy } from '../model/class-proposal.ts';
import type { Duty } from '../model/duty.ts';
import type { Organisation } from '../model/organisation.ts';
import { type Awaited, applicationsIn, deleteUpload, putApplication, putUpload } from './applications.ts';
import { classProposalsIn, putClassProposal, putDormancy } from './class-proposals.ts';
import { dutiesIn, putDuty } from './duties.ts';
import { organisationsIn, putOrganisation } from './organisations.ts';
import { putSerial, type Serial, serialsIn } from './serials.ts';
import { waitingIn } from './waiting.ts';

/** A step of the life of applications and organisations, saved as one transaction. */
export interface RegistrationChange {
  application?: Application;
  /** ISO 8601 instant at which the naming service is asked again, while its answer is awaited. */
  askAgainAt?: string;
  /** An upload to an application that is awaited from now on. */
  awaited?: { application: string; upload: Awaited };
  /** An upload that is awaited no longer. */
  settled?: { application: string; upload: string };
  organisation?: Organisation;
  /** How the organisation was; it stays as a version, and what it no longer goes by is free. */
  before?: Organisation | undefined;
  duties?: readonly Duty[];
  classProposals?: readonly ClassProposal[];
  dormancy?: Dormancy;
  serial?: Serial;
  /** Further writes, such as an import's. */
  writes?: readonly TransactWrite[];
  audit: readonly AuditEntry[];
  events?: readonly CloudEvent[];
  once?: Once;
}

export type RegistrationStore = ReturnType<typeof registrationStore>;

/** The service's table: reads by what they find, and a step of its life saved as one transaction. */
export function registrationStore(store: Store) {
  return {
    recall: store.recall,
    claim: store.claim,
    ...applicationsIn(store),
    ...waitingIn(store),
    ...dutiesIn(store),
    ...classProposalsIn(store),
    ...organisationsIn(store),
    ...serialsIn(store),
    ...importsIn(store),

    /**
     * Saves a step as one transaction.
     * @throws ConditionFailed when application, organisation, duty or serial changed since they were read, or another
     * organisation has an identity of this one, or the upload was settled already
     */
    async save(change: RegistrationChange) {
      const {
        application,
        askAgainAt,
        organisation,
        before,
        duties = [],
        classProposals = [],
        dormancy,
        serial,
        writes = [],
        awaited,
        settled,
        audit,
        events,
        once,
      } = change;
      await store.save({
        writes: [
          ...(application ? [putApplication(application, askAgainAt)] : []),
          ...(organisation ? putOrganisation(organisation, before) : []),
          ...duties.map(putDuty),
          ...classProposals.map(putClassProposal),
          ...(dormancy ? [putDormancy(dormancy)] : []),
          ...(serial ? [putSerial(serial)] : []),
          ...writes,
          ...(awaited ? [putUpload(awaited)] : []),
          ...(settled ? [deleteUpload(settled)] : []),
        ],
        audit: [...audit],
        ...(events && { events: [...events] }),
        ...(once && { once }),
      });
    },
  };
}

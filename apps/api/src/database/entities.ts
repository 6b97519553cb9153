import { Attempt } from './entities/attempt.entity.js';
import { CatalogueRecord } from './entities/catalogue.entity.js';
import { Cell } from './entities/cell.entity.js';
import { Experiment } from './entities/experiment.entity.js';
import { Export } from './entities/export.entity.js';
import { Image } from './entities/image.entity.js';
import { Metric } from './entities/metric.entity.js';
import { Output } from './entities/output.entity.js';
import { Plan } from './entities/plan.entity.js';
import { Revision } from './entities/revision.entity.js';
import { Server } from './entities/server.entity.js';
import { ServerAbsence } from './entities/server-absence.entity.js';
import { Setting } from './entities/setting.entity.js';
import { Take } from './entities/take.entity.js';

/** Every table, in the order of the main line. */
export const entities = [Setting, Server, CatalogueRecord, Experiment, Revision, Plan, Cell, Take, Attempt, Output, Image, Metric, Export, ServerAbsence];

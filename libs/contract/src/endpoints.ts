import { z } from 'zod';
import { cellDetail, cellList, cellListQuery, cellView, starCell } from './cell.js';
import { defineEndpoint } from './endpoint.js';
import { createExperimentQuery, experimentDraft, experimentList, experimentListQuery, experimentView } from './experiment.js';
import { exportRequest, exportView } from './export.js';
import { gridPage, gridPageQuery } from './grid-page.js';
import { uploadView } from './image.js';
import { about, session } from './about.js';
import { healthView } from './health.js';
import { executionView } from './execution.js';
import { changePlan, drawBaseQuery, planDescription, planView, skipCells, startPlan } from './plan.js';
import { foundServer, serverChange, serverDraft, serverTimeline, serverView, timelineQuery } from './server.js';
import { inspectWorkflow, templateView, workflowView } from './workflow.js';

const plan = { answer: planView };
const execution = { answer: executionView };

/** Every route below `/api/v1`. A test holds the controllers against this table. */
export const endpoints = {
  about: defineEndpoint({ method: 'GET', path: '/about', summary: 'Version, data folder format and limits', answer: about }),
  health: defineEndpoint({ method: 'GET', path: '/health', isDownWith503: true, summary: 'Whether the program can work, and what it stands on; 503 when it cannot. Details are for those who are let in', answer: healthView }),
  healthLive: defineEndpoint({ method: 'GET', path: '/health/live', summary: 'Whether the process answers', answer: z.object({ status: z.literal('ok') }) }),
  healthReady: defineEndpoint({ method: 'GET', path: '/health/ready', isDownWith503: true, summary: 'Whether it can serve; 503 when it cannot', answer: z.object({ status: z.enum(['ok', 'down']) }) }),
  metrics: defineEndpoint({ method: 'GET', path: '/metrics', summary: 'Metrics for Prometheus', file: 'text/plain' }),
  openSession: defineEndpoint({ method: 'POST', path: '/session', summary: 'Exchange the token for a cookie', body: session }),

  listExperiments: defineEndpoint({ method: 'GET', path: '/experiments', summary: 'Experiments with progress, a page at a time', query: experimentListQuery, answer: experimentList }),
  createExperiment: defineEndpoint({ method: 'POST', path: '/experiments', isMaking: true, summary: 'Keep a draft as an experiment; the same definition gives the experiment that is there', query: createExperimentQuery, body: experimentDraft, answer: experimentView }),
  getExperiment: defineEndpoint({ method: 'GET', path: '/experiments/:experimentId', summary: 'One experiment with its newest revision', answer: experimentView }),
  reviseExperiment: defineEndpoint({ method: 'PUT', path: '/experiments/:experimentId', summary: 'Keep a draft as the next revision', body: experimentDraft, answer: experimentView }),
  duplicateExperiment: defineEndpoint({ method: 'POST', path: '/experiments/:experimentId/duplicate', isMaking: true, summary: 'A copy without plans', answer: experimentView }),
  deleteExperiment: defineEndpoint({ method: 'DELETE', path: '/experiments/:experimentId', summary: 'Delete an experiment and the pictures that nothing else refers to' }),
  experimentFromCell: defineEndpoint({ method: 'POST', path: '/cells/:cellId/experiment', isMaking: true, summary: 'A new experiment that starts from this cell', answer: experimentView }),

  describePlan: defineEndpoint({ method: 'POST', path: '/plans/describe', summary: 'What a draft would draw, reuse and take; nothing is stored', body: experimentDraft, answer: planDescription }),
  startPlan: defineEndpoint({ method: 'POST', path: '/experiments/:experimentId/plans', isMaking: true, summary: 'Write the newest revision down as cells and draw what is new', body: startPlan, ...plan }),
  drawBase: defineEndpoint({ method: 'POST', path: '/experiments/:experimentId/base', isMaking: true, summary: 'Draw one picture with the starting values, now', query: drawBaseQuery, ...plan }),
  getPlan: defineEndpoint({ method: 'GET', path: '/plans/:planId', summary: 'One plan with its axes and counts', ...plan }),
  pausePlan: defineEndpoint({ method: 'POST', path: '/plans/:planId/pause', summary: 'Keep waiting cells waiting; what a server holds is finished', ...plan }),
  resumePlan: defineEndpoint({ method: 'POST', path: '/plans/:planId/resume', summary: 'Go on', ...plan }),
  cancelPlan: defineEndpoint({ method: 'POST', path: '/plans/:planId/cancel', summary: 'Cancel what is not done', ...plan }),
  undoCancelPlan: defineEndpoint({ method: 'POST', path: '/plans/:planId/undo-cancel', summary: 'Bring back exactly what cancelling the plan cancelled', ...plan }),
  retryFailed: defineEndpoint({ method: 'POST', path: '/plans/:planId/retry-failed', summary: 'Put failed and cancelled cells back', ...plan }),
  changePlan: defineEndpoint({ method: 'PATCH', path: '/plans/:planId', summary: 'Change its priority or its drawing order', body: changePlan, ...plan }),
  skipCells: defineEndpoint({ method: 'POST', path: '/plans/:planId/skip', summary: 'Skip cells, or all of one value of an axis, or take that back', body: skipCells, ...plan }),

  getExecution: defineEndpoint({ method: 'GET', path: '/execution', summary: 'Everything that is under way', ...execution }),
  pauseExecution: defineEndpoint({ method: 'POST', path: '/execution/pause', summary: 'Begin nothing more, in any plan; what servers hold is finished', ...execution }),
  resumeExecution: defineEndpoint({ method: 'POST', path: '/execution/resume', summary: 'Go on; a plan that was paused itself stays so', ...execution }),
  cancelExecution: defineEndpoint({ method: 'POST', path: '/execution/cancel', summary: 'Cancel every plan that is not done', ...execution }),
  undoCancelExecution: defineEndpoint({ method: 'POST', path: '/execution/undo-cancel', summary: 'Bring back what the last cancelling of everything cancelled', ...execution }),
  retryFailedExecution: defineEndpoint({ method: 'POST', path: '/execution/retry-failed', summary: 'Put the failed cells of every experiment back', ...execution }),

  listCells: defineEndpoint({ method: 'GET', path: '/plans/:planId/cells', summary: 'Cells changed after a sequence number', query: cellListQuery, answer: cellList }),
  getGridPage: defineEndpoint({ method: 'GET', path: '/plans/:planId/page', summary: 'One page of the grid as one picture', query: gridPageQuery, answer: gridPage }),
  getAtlas: defineEndpoint({ method: 'GET', path: '/atlases/:atlas.webp', summary: 'The picture of a page', file: 'image/webp' }),
  getCell: defineEndpoint({ method: 'GET', path: '/cells/:cellId', summary: 'Everything known of one cell', answer: cellDetail }),
  retryCell: defineEndpoint({ method: 'POST', path: '/cells/:cellId/retry', summary: 'Put one failed or cancelled cell back, before others', answer: cellView }),
  stopCell: defineEndpoint({ method: 'POST', path: '/cells/:cellId/cancel', summary: 'Cancel one cell that is not done', answer: cellView }),
  drawCellNow: defineEndpoint({ method: 'POST', path: '/cells/:cellId/draw-now', summary: 'Draw a waiting cell before all others, in a pause too', answer: cellView }),
  drawCellAgain: defineEndpoint({ method: 'POST', path: '/cells/:cellId/draw-again', summary: 'Another take of this cell, never reused', answer: cellView }),
  starCell: defineEndpoint({ method: 'PUT', path: '/cells/:cellId/star', summary: 'Star or unstar', body: starCell, answer: cellView }),

  getImage: defineEndpoint({ method: 'GET', path: '/images/:image', summary: 'The original bytes', file: 'image/*' }),
  getThumbnail: defineEndpoint({ method: 'GET', path: '/images/:image/:sizePx.webp', summary: 'A thumbnail of 64, 128, 256 or 512 px', file: 'image/webp' }),
  getOutputFile: defineEndpoint({ method: 'GET', path: '/outputs/:outputId/file', summary: 'The bytes of an output that is no picture', file: 'application/octet-stream' }),
  uploadImage: defineEndpoint({ method: 'POST', path: '/uploads', isMaking: true, summary: 'Keep a picture to draw from', query: z.object({ name: z.string().max(200) }), upload: 'image/*', answer: uploadView }),

  listTemplates: defineEndpoint({ method: 'GET', path: '/templates', summary: 'Workflows to begin with', query: z.object({ servers: z.string().max(2_000).default('engine') }), answer: z.object({ items: z.array(templateView) }) }),
  inspectWorkflow: defineEndpoint({ method: 'POST', path: '/workflows/inspect', summary: 'Read a workflow: what can vary, what can be kept, what is missing', body: inspectWorkflow, answer: workflowView }),

  listServers: defineEndpoint({ method: 'GET', path: '/servers', summary: 'Servers with health, queue and device', answer: z.object({ items: z.array(serverView), found: z.array(foundServer) }) }),
  addServer: defineEndpoint({ method: 'POST', path: '/servers', isMaking: true, summary: 'Add a ComfyUI server by URL', body: serverDraft, answer: serverView }),
  changeServer: defineEndpoint({ method: 'PATCH', path: '/servers/:serverId', summary: 'Rename, or change seats, URL or headers', body: serverChange, answer: serverView }),
  deleteServer: defineEndpoint({ method: 'DELETE', path: '/servers/:serverId', summary: 'Forget a server; its pictures stay' }),
  checkServer: defineEndpoint({ method: 'POST', path: '/servers/:serverId/check', summary: 'Ask it now, and read its catalogue again', answer: serverView }),
  drainServer: defineEndpoint({ method: 'POST', path: '/servers/:serverId/drain', summary: 'Give it nothing more; what it holds is finished', answer: serverView }),
  undrainServer: defineEndpoint({ method: 'POST', path: '/servers/:serverId/undrain', summary: 'Give it cells again', answer: serverView }),
  interruptServer: defineEndpoint({ method: 'POST', path: '/servers/:serverId/interrupt', summary: 'Stop what it draws for us, and nobody else\'s; the cell fails and can be retried', answer: serverView }),
  freeServer: defineEndpoint({ method: 'POST', path: '/servers/:serverId/free', summary: 'Let it unload its models and forget cached results, after the prompt that it is at', answer: serverView }),
  serverTimeline: defineEndpoint({ method: 'GET', path: '/servers/:serverId/timeline', summary: 'What it did: waiting, loading, drawing, gone or stuck; the last ten minutes, unless asked otherwise', query: timelineQuery, answer: serverTimeline }),

  createExport: defineEndpoint({ method: 'POST', path: '/plans/:planId/exports', isMaking: true, summary: 'Make a file of a plan', body: exportRequest, answer: exportView }),
  getExport: defineEndpoint({ method: 'GET', path: '/exports/:exportId', summary: 'How far an export is', answer: exportView }),
  getExportFile: defineEndpoint({ method: 'GET', path: '/exports/:exportId/file', summary: 'The finished file', file: 'application/octet-stream' }),
} as const;

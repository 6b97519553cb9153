import { deis, ipndm, ipndmV, lms } from './samplers/adams-bashforth.js';
import {
  dpmpp2mCfgPp, dpmpp2sAncestralCfgPp, eulerAncestralCfgPp, eulerCfgPp, gradientEstimationCfgPp, resMultistepAncestralCfgPp, resMultistepCfgPp,
} from './samplers/cfg-plus-plus.js';
import { ddpm } from './samplers/ddpm.js';
import { dpm2, dpm2Ancestral } from './samplers/dpm-2.js';
import { dpmAdaptive, dpmFast } from './samplers/dpm-solver.js';
import { dpmpp2sAncestral } from './samplers/dpmpp-2s-ancestral.js';
import { dpmpp2m, dpmpp2mSde, dpmpp2mSdeHeun, dpmpp3mSde } from './samplers/dpmpp-multistep.js';
import { dpmppSde } from './samplers/dpmpp-sde.js';
import { erSde } from './samplers/er-sde.js';
import { eulerAncestral } from './samplers/euler-ancestral.js';
import { euler } from './samplers/euler.js';
import { gradientEstimation } from './samplers/gradient-estimation.js';
import { heun } from './samplers/heun.js';
import { heunpp2 } from './samplers/heunpp2.js';
import { lcm } from './samplers/lcm.js';
import { resMultistep, resMultistepAncestral } from './samplers/res-multistep.js';
import { saSolver, saSolverPece } from './samplers/sa-solver.js';
import type { Sampler } from './samplers/sampler.js';
import { expHeun2, expHeun2Sde, seeds2, seeds3 } from './samplers/seeds.js';
import { uniPc, uniPcBh2 } from './samplers/uni-pc.js';

/** The samplers by their ComfyUI names, in ComfyUI's order. Those on `_gpu` draw their noise on a GPU where there is one; here they are the same. */
export const samplers: Readonly<Record<string, Sampler>> = {
  euler,
  euler_cfg_pp: eulerCfgPp,
  euler_ancestral: eulerAncestral,
  euler_ancestral_cfg_pp: eulerAncestralCfgPp,
  heun,
  heunpp2,
  exp_heun_2_x0: expHeun2,
  exp_heun_2_x0_sde: expHeun2Sde,
  dpm_2: dpm2,
  dpm_2_ancestral: dpm2Ancestral,
  lms,
  dpm_fast: dpmFast,
  dpm_adaptive: dpmAdaptive,
  dpmpp_2s_ancestral: dpmpp2sAncestral,
  dpmpp_2s_ancestral_cfg_pp: dpmpp2sAncestralCfgPp,
  dpmpp_sde: dpmppSde,
  dpmpp_sde_gpu: dpmppSde,
  dpmpp_2m: dpmpp2m,
  dpmpp_2m_cfg_pp: dpmpp2mCfgPp,
  dpmpp_2m_sde: dpmpp2mSde,
  dpmpp_2m_sde_gpu: dpmpp2mSde,
  dpmpp_2m_sde_heun: dpmpp2mSdeHeun,
  dpmpp_2m_sde_heun_gpu: dpmpp2mSdeHeun,
  dpmpp_3m_sde: dpmpp3mSde,
  dpmpp_3m_sde_gpu: dpmpp3mSde,
  ddpm,
  lcm,
  ipndm,
  ipndm_v: ipndmV,
  deis,
  res_multistep: resMultistep,
  res_multistep_cfg_pp: resMultistepCfgPp,
  res_multistep_ancestral: resMultistepAncestral,
  res_multistep_ancestral_cfg_pp: resMultistepAncestralCfgPp,
  gradient_estimation: gradientEstimation,
  gradient_estimation_cfg_pp: gradientEstimationCfgPp,
  er_sde: erSde,
  seeds_2: seeds2,
  seeds_3: seeds3,
  sa_solver: saSolver,
  sa_solver_pece: saSolverPece,
  ddim: euler,
  uni_pc: uniPc,
  uni_pc_bh2: uniPcBh2,
};

/** The samplers that are implemented, in ComfyUI's order. */
export const samplerNames: readonly string[] = Object.keys(samplers);

/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** 机构类型 / What kind of body an agency is */
export type AgencyKind =
  /** 区县级部门 / Department of a district or county */
  | 'DISTRICT_BUREAU'
  /** 应急管理单元 / Emergency-management unit */
  | 'EMERGENCY_UNIT'
  /** 专项指挥部 / Special headquarters */
  | 'HEADQUARTERS'
  /** 中央驻沪单位 / Branch of a national ministry */
  | 'MINISTRY_BRANCH'
  /** 市级部门 / Department of the municipality */
  | 'MUNICIPAL_BUREAU'
  /** 地市级部门 / Department of a prefecture */
  | 'PREFECTURE_BUREAU'
  /** 省级部门 / Department of a province */
  | 'PROVINCIAL_BUREAU'
  /** 社会组织 / Social organisation */
  | 'SOCIAL_ORGANISATION';

/** 协议状态 / Whether an agreement holds */
export type AgreementStatus =
  /** 已接受 / Accepted by the other side, not yet in force */
  | 'ACCEPTED'
  /** 起草 / Drafted, seen by its keeper alone */
  | 'DRAFTED'
  /** 已终止 / Ended */
  | 'ENDED'
  /** 有效 / In force */
  | 'IN_FORCE'
  /** 拟议 / Proposed to the other side */
  | 'PROPOSED'
  /** 中止 / Suspended: gives nothing until it is resumed */
  | 'SUSPENDED';

/** 坐标系统 / Geodetic datum */
export type Datum =
  /** BD-09(百度) / BD-09 (Baidu) */
  | 'BD09'
  /** 2000 国家大地坐标系 / China Geodetic Coordinate System 2000 */
  | 'CGCS2000'
  /** GCJ-02(高德、腾讯) / GCJ-02 (AMap, Tencent) */
  | 'GCJ02'
  /** WGS-84 / WGS-84 (GPS) */
  | 'WGS84';

/** 储备方式 / How a reserve is held */
export type DepotMode =
  /** 企业协议储备 / Held by an enterprise under agreement */
  | 'ENTERPRISE_AGREEMENT'
  /** 政府储备 / Held by government */
  | 'GOVERNMENT'
  /** 产能储备 / Kept as the capacity to produce */
  | 'PRODUCTION_CAPACITY'
  /** 社会储备 / Held by society */
  | 'SOCIAL';

/** 储备库状态 / Whether a depot gives out stock */
export type DepotStatus =
  /** 关闭 / Closed */
  | 'CLOSED'
  /** 维护中 / Under maintenance */
  | 'MAINTENANCE'
  /** 正常 / Open */
  | 'OPEN';

/** 储备层级 / Tier of the reserve */
export type DepotTier =
  /** 市级 / City */
  | 'CITY'
  /** 区级 / District */
  | 'DISTRICT'
  /** 街镇级 / Subdistrict or town */
  | 'TOWN';

/** 行政区划类型 / What kind of division it is */
export type DivisionKind =
  /** 县 / County */
  | 'COUNTY'
  /** 县级市 / County-level city */
  | 'COUNTY_CITY'
  /** 市辖区 / District */
  | 'DISTRICT'
  /** 直辖市 / Municipality directly under the central government */
  | 'MUNICIPALITY'
  /** 其他 / Other */
  | 'OTHER'
  /** 地级市 / Prefecture-level city */
  | 'PREFECTURE_CITY'
  /** 省 / Province */
  | 'PROVINCE'
  /** 街道 / Subdistrict */
  | 'SUBDISTRICT'
  /** 镇 / Town */
  | 'TOWN'
  /** 乡 / Township */
  | 'TOWNSHIP'
  /** 开发区等县级统计单元 / Development zone or the like, a statistical unit of county level */
  | 'ZONE'
  /** 园区、农场等乡级统计单元 / Zone, farm or the like, a statistical unit of town level */
  | 'ZONE_OR_FARM';

/** 演练形式 / How a plan was exercised */
export type ExerciseKind =
  /** 实战演练 / In the field */
  | 'FIELD'
  /** 场景演练 / By scenario */
  | 'SCENARIO'
  /** 桌面演练 / At the table */
  | 'TABLETOP';

/** 专家聘任层级 / Whose register an expert is appointed to */
export type ExpertAppointmentLevel =
  /** 市级 / The city's */
  | 'CITY'
  /** 区级 / A district's */
  | 'DISTRICT'
  /** 应急管理单元 / An emergency unit's */
  | 'UNIT';

/** 专家状态 / Whether an expert can be called on */
export type ExpertStatus =
  /** 在库 / On the register */
  | 'ACTIVE'
  /** 已退出 / Left the register */
  | 'RETIRED'
  /** 暂停 / Suspended */
  | 'SUSPENDED';

/** 专家在队伍中的角色 / What an expert is to a team */
export type ExpertTeamRole =
  /** 顾问 / Adviser */
  | 'ADVISER'
  /** 教官 / Instructor */
  | 'INSTRUCTOR'
  /** 值班专家 / Takes shifts for it */
  | 'ON_CALL';

/** 突发事件处置状态 / How far an incident has come */
export type IncidentStatus =
  /** 已结束 / Over */
  | 'CLOSED'
  /** 已控制 / Under control, not yet over */
  | 'CONTROLLED'
  /** 误报 / There was no incident */
  | 'FALSE_ALARM'
  /** 已接报 / Reported, nobody sent yet */
  | 'REPORTED'
  /** 处置中 / Teams are on their way or at work */
  | 'RESPONDING';

/** 协作方类别 / What sort of partner it is */
export type PartnerKind =
  /** 省级协作方 / A province */
  | 'PROVINCE'
  /** 毗邻地区或城市协作体 / A border area, or an alliance of cities */
  | 'SUB_REGIONAL';

/** 缔约方角色 / What a party does under an agreement */
export type PartyRole =
  /** 互为提供与接收 / Gives and receives */
  | 'BOTH'
  /** 提供方 / Gives */
  | 'PROVIDER'
  /** 接收方 / Receives */
  | 'RECEIVER';

/** 预案类型 / The seven types of plans */
export type PlanKind =
  /** 跨区域预案 / Plan across regions */
  | 'CROSS_REGIONAL'
  /** 部门预案 / Plan of a department */
  | 'DEPARTMENTAL'
  /** 应急管理单元预案 / Plan of an emergency management unit */
  | 'EMERGENCY_UNIT'
  /** 重要基础设施保护预案 / Protection of important infrastructure */
  | 'INFRASTRUCTURE'
  /** 重大活动保障预案 / Support of a major event */
  | 'MAJOR_EVENT'
  /** 总体预案 / Overall plan */
  | 'OVERALL'
  /** 专项预案 / Special plan, for one sort of emergency */
  | 'SPECIAL';

/** 预案衔接类型 / How two plans are linked */
export type PlanLinkKind =
  /** 政府与企业预案 / Between government and enterprise */
  | 'GOVERNMENT_ENTERPRISE'
  /** 上下级预案 / With the plan above */
  | 'HIERARCHY'
  /** 相邻地区预案 / With the plan of a neighbouring area */
  | 'NEIGHBOUR'
  /** 同级预案 / With a plan of the same level */
  | 'PEER';

/** 预案状态 / Whether a plan holds */
export type PlanStatus =
  /** 编制中 / Being written */
  | 'DRAFT'
  /** 施行 / In force */
  | 'IN_FORCE'
  /** 废止 / Repealed */
  | 'REPEALED'
  /** 修订中(原版仍施行) / Being revised; the present version holds */
  | 'UNDER_REVISION';

/** 备勤维度 / What readiness is reported on */
export type ReadinessAxis =
  /** 装备 / Equipment */
  | 'EQUIPMENT'
  /** 人员 / People */
  | 'PEOPLE'
  /** 车辆 / Vehicles */
  | 'VEHICLES';

/** 备勤状态 / How ready a team is on one axis */
export type ReadinessStatus =
  /** 未就绪 / Not ready */
  | 'NOT_READY'
  /** 部分就绪 / Partly ready */
  | 'PARTIAL'
  /** 就绪 / Ready */
  | 'READY';

/** 可检索的类型 / What can be searched for */
export type SearchType =
  /** 机构 / Agencies */
  | 'AGENCY'
  /** 共享协议 / Sharing agreements */
  | 'AGREEMENT'
  /** 能力 / Capabilities */
  | 'CAPABILITY'
  /** 应急物资储备库(点) / Depots */
  | 'DEPOT'
  /** 行政区划 / Administrative divisions */
  | 'DIVISION'
  /** 突发事件类型 / Types of emergencies */
  | 'EVENT_TYPE'
  /** 应急救援专家 / Experts */
  | 'EXPERT'
  /** 专家领域 / Domains of experts */
  | 'EXPERT_DOMAIN'
  /** 物资品种 / Items of supplies */
  | 'ITEM'
  /** 长三角协作方 / Partners in the Delta */
  | 'PARTNER'
  /** 志愿者技能 / Skills of volunteers */
  | 'SKILL'
  /** 应急物资分类 / Categories of supplies */
  | 'SUPPLY_CATEGORY'
  /** 应急救援队伍 / Rescue teams */
  | 'TEAM'
  /** 志愿者组织 / Organisations of volunteers */
  | 'VOLUNTEER_ORGANISATION';

/** 共享数据类别 / What is shared */
export type SharedDataset =
  /** 救援装备 / Rescue equipment */
  | 'EQUIPMENT'
  /** 应急专家 / Experts */
  | 'EXPERTS'
  /** 风险隐患 / Hazards */
  | 'HAZARDS'
  /** 突发事件 / Incidents */
  | 'INCIDENTS'
  /** 应急预案 / Emergency plans */
  | 'PLANS'
  /** 应急物资 / Emergency supplies */
  | 'SUPPLIES'
  /** 应急救援队伍 / Rescue teams */
  | 'TEAMS'
  /** 应急志愿者 / Volunteers */
  | 'VOLUNTEERS'
  /** 预警信息 / Warnings */
  | 'WARNINGS';

/** 物资分类体系 / A list by which supplies are sorted */
export type SupplyScheme =
  /** 十三类应急物资目录 / The older list of 13 classes */
  | 'CLASS13'
  /** GB/T 38565-2020 应急物资分类及编码 / GB/T 38565-2020, classification and codes of emergency supplies */
  | 'GBT38565'
  /** 国家发展改革委 2015 年应急保障重点物资分类目录 / The list of the NDRC of 2015 */
  | 'NDRC2015'
  /** 储备三分类 / The three classes of the reserve system */
  | 'RESERVE3';

/** 队伍类别 / What kind of organisation a team is */
export type TeamCategory =
  /** 航空应急救援力量 / Aviation rescue */
  | 'AVIATION'
  /** 综合性消防救援队伍 / Comprehensive fire and rescue */
  | 'COMPREHENSIVE_FIRE'
  /** 海上应急救援力量 / Maritime rescue */
  | 'MARITIME'
  /** 专业应急救援队伍 / Professional rescue team of an agency or a unit */
  | 'PROFESSIONAL'
  /** 社会应急力量 / Social rescue force */
  | 'SOCIAL';

/** 队伍层级 / At which level a team was set up */
export type TeamLevel =
  /** 区县级 / District or county */
  | 'DISTRICT'
  /** 市级专业队伍(规划所列 28 支) / The 28 municipal teams of the city's plan */
  | 'MUNICIPAL'
  /** 地市级 / Prefecture */
  | 'PREFECTURE'
  /** 省级 / Provincial */
  | 'PROVINCIAL'
  /** 街镇级 / Subdistrict or town */
  | 'TOWN'
  /** 单位 / Of an enterprise or other unit */
  | 'UNIT';

/** 队伍状态 / Whether a team can be called on */
export type TeamStatus =
  /** 在册可用 / In service */
  | 'ACTIVE'
  /** 组建中 / Being formed */
  | 'FORMING'
  /** 停用 / Stood down */
  | 'STOOD_DOWN';

/** 量纲 / What a unit measures */
export type UnitDimension =
  /** 面积 / Area */
  | 'AREA'
  /** 计数 / Count */
  | 'COUNT'
  /** 长度 / Length */
  | 'LENGTH'
  /** 质量 / Mass */
  | 'MASS'
  /** 功率 / Power */
  | 'POWER'
  /** 时间 / Time */
  | 'TIME'
  /** 体积 / Volume */
  | 'VOLUME';

/** 志愿者组织类别 / What kind of organisation keeps volunteers */
export type VolunteerOrganisationKind =
  /** 社区 / Community */
  | 'COMMUNITY'
  /** 企业 / Enterprise */
  | 'ENTERPRISE'
  /** 红十字会 / Red Cross */
  | 'RED_CROSS'
  /** 社会应急力量 / Social rescue force */
  | 'SOCIAL_TEAM'
  /** 学生社团 / Students' society */
  | 'STUDENT';

/** 志愿者所处环节(规划所列六个环节) / How far a volunteer has come through the plan's six steps */
export type VolunteerStep =
  /** 已考核 / Assessed */
  | 'ASSESSED'
  /** 已招募 / Recruited */
  | 'RECRUITED'
  /** 已注册 / Registered */
  | 'REGISTERED'
  /** 已激励 / Rewarded */
  | 'REWARDED'
  /** 服务计时中 / Serving, hours counted */
  | 'SERVING'
  /** 已培训 / Trained */
  | 'TRAINED';

export type BenchEntityQueryVariables = Exact<{
  id: string | number;
}>;


export type BenchEntityQuery = { team: { id: string, name: string, headcount: number | null, division: { name: string } | null, equipment: { nodes: Array<{ name: string, quantity: number }> } | null, experts: { nodes: Array<{ id: string, title: string | null, domains: Array<{ name: string }> | null }> } | null } | null };

export type BenchFederatedQueryVariables = Exact<{ [key: string]: never; }>;


export type BenchFederatedQuery = { teams: { nodes: Array<{ id: string, name: string, division: { name: string } | null, equipment: { nodes: Array<{ name: string, quantity: number }> } | null, experts: { nodes: Array<{ id: string, title: string | null }> } | null }> } | null };

export type BenchFlatQueryVariables = Exact<{ [key: string]: never; }>;


export type BenchFlatQuery = { teams: { nodes: Array<{ id: string, name: string, category: TeamCategory, level: TeamLevel, status: TeamStatus, headcount: number | null, duty: string | null }> } | null };

export type BenchRowsQueryVariables = Exact<{ [key: string]: never; }>;


export type BenchRowsQuery = { teams: { nodes: Array<{ id: string, name: string, category: TeamCategory, level: TeamLevel, status: TeamStatus, headcount: number | null }> } | null, stockLines: { nodes: Array<{ id: string, itemCode: string, batch: string | null, producedOn: string | null, expiresOn: string | null, minimum: number | null, maximum: number | null }> } | null };

export type BenchTrivialQueryVariables = Exact<{ [key: string]: never; }>;


export type BenchTrivialQuery = { __typename: 'Query' };

export type MunicipalTeamsQueryVariables = Exact<{ [key: string]: never; }>;


export type MunicipalTeamsQuery = { teams: { totalCount: number, nodes: Array<{ planNumber: number | null, name: string, nameEn: string | null, duty: string | null, leadAgencies: Array<{ name: string | null }> | null }> } | null };

export type PudongResourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type PudongResourcesQuery = { division: { name: string, experts: { totalCount: number, nodes: Array<{ title: string | null, status: ExpertStatus }> } | null, teams: { totalCount: number, nodes: Array<{ name: string, category: TeamCategory, equipment: { nodes: Array<{ name: string, quantity: number, unitCode: string }> } | null, experts: { nodes: Array<{ title: string | null, status: ExpertStatus }> } | null, depotsWithin: Array<{ distanceKm: number, depot: { name: string, tier: DepotTier | null, stock: { nodes: Array<{ item: { name: string } | null, quantity: { value: number, unitCode: string } | null }> } | null } }> | null }> } | null } | null };

export type ZhejiangPartnerQueryVariables = Exact<{ [key: string]: never; }>;


export type ZhejiangPartnerQuery = { division: { name: string, partner: { name: string, nameEn: string, agreements: { totalCount: number, nodes: Array<{ title: string, status: AgreementStatus, validFrom: string | null, validTo: string | null }> } | null, teams: { totalCount: number, edges: Array<{ since: string, agreement: { title: string } | null, node: { name: string, category: TeamCategory, headcount: number | null, provenance: { source: string, observedAt: string } } | null }> } | null } | null } | null };

export type DepotsByTierQueryVariables = Exact<{ [key: string]: never; }>;


export type DepotsByTierQuery = { city: { totalCount: number, nodes: Array<{ name: string, status: DepotStatus, stock: { nodes: Array<{ batch: string | null, expiresOn: string | null, item: { name: string } | null, quantity: { value: number, unitCode: string } | null }> } | null }> } | null, district: { totalCount: number, nodes: Array<{ name: string, status: DepotStatus, stock: { nodes: Array<{ batch: string | null, expiresOn: string | null, item: { name: string } | null, quantity: { value: number, unitCode: string } | null }> } | null }> } | null, town: { totalCount: number, nodes: Array<{ name: string, status: DepotStatus, stock: { nodes: Array<{ batch: string | null, expiresOn: string | null, item: { name: string } | null, quantity: { value: number, unitCode: string } | null }> } | null }> } | null };

export type DepotsWithStockFragment = { totalCount: number, nodes: Array<{ name: string, status: DepotStatus, stock: { nodes: Array<{ batch: string | null, expiresOn: string | null, item: { name: string } | null, quantity: { value: number, unitCode: string } | null }> } | null }> };

export type VolunteersBySkillQueryVariables = Exact<{
  skill?: string | number | null | undefined;
}>;


export type VolunteersBySkillQuery = { skills: Array<{ code: string, name: string, nameEn: string }> | null, division: { name: string, volunteerOrganisations: { totalCount: number, nodes: Array<{ name: string, kind: VolunteerOrganisationKind, memberCount: number | null }> } | null, volunteers: { totalCount: number, nodes: Array<{ id: string, step: VolunteerStep, serviceHours: number, skills: Array<{ validUntil: string | null, skill: { name: string } | null }> | null }> } | null } | null };

export type PlansAndExercisesQueryVariables = Exact<{ [key: string]: never; }>;


export type PlansAndExercisesQuery = { plans: { totalCount: number, nodes: Array<{ title: string, status: PlanStatus, lastExercisedOn: string | null, ownerAgency: { name: string | null } | null, parent: { title: string } | null, links: { nodes: Array<{ kind: PlanLinkKind, linkedPlan: { title: string } | null }> } | null, exercises: { nodes: Array<{ kind: ExerciseKind, heldOn: string, participants: number | null, score: number | null }> } | null }> } | null, planAggregate: { nodes: Array<{ count: number, key: { kind: PlanKind | null } }> } | null };

export type IncidentsAndDispatchesQueryVariables = Exact<{ [key: string]: never; }>;


export type IncidentsAndDispatchesQuery = { incidents: { totalCount: number, nodes: Array<{ level: number, status: IncidentStatus, alarmAt: string | null, minutesToFirstArrival: number | null, eventType: { name: string } | null, division: { name: string } | null, dispatches: { nodes: Array<{ minutesToArrival: number | null, team: { name: string } | null }> } | null }> } | null, dispatchAggregate: { nodes: Array<{ count: number, key: { alarmAt: string | null }, median: { minutesToArrival: number | null } | null }> } | null };

export type SearchHazmatQueryVariables = Exact<{
  text?: string | null | undefined;
}>;


export type SearchHazmatQuery = { search: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ type: SearchType, score: number, matches: Array<{ field: string, fragment: string }>, item:
        | { __typename: 'Agency', agencyName: string | null }
        | { __typename: 'Agreement' }
        | { __typename: 'Capability', name: string, nameEn: string }
        | { __typename: 'Depot' }
        | { __typename: 'Division' }
        | { __typename: 'EventType', name: string, nameEn: string }
        | { __typename: 'Expert' }
        | { __typename: 'ExpertDomain', name: string, nameEn: string }
        | { __typename: 'Item', name: string, nameEn: string }
        | { __typename: 'Partner' }
        | { __typename: 'Skill' }
        | { __typename: 'SupplyCategory' }
        | { __typename: 'Team', name: string, leadAgencies: Array<{ name: string | null }> | null }
        | { __typename: 'VolunteerOrganisation' }
       | null }> } | null };

export type TenMunicipalTeamsQueryVariables = Exact<{ [key: string]: never; }>;


export type TenMunicipalTeamsQuery = { teams: { totalCount: number, nodes: Array<{ name: string, leadAgencies: Array<{ name: string | null }> | null }> } | null };

export type TenDistrictToStockQueryVariables = Exact<{
  district: string | number;
  at: string;
}>;


export type TenDistrictToStockQuery = { division: { name: string, experts: { totalCount: number, nodes: Array<{ title: string | null }> } | null, teams: { totalCount: number, nodes: Array<{ name: string, readiness: Array<{ axis: ReadinessAxis, status: ReadinessStatus, turnoutMinutes: number | null }> | null, equipment: { nodes: Array<{ name: string, quantity: number }> } | null, experts: { nodes: Array<{ title: string | null, domains: Array<{ name: string }> | null }> } | null, depotsWithin: Array<{ distanceKm: number, depot: { name: string, tier: DepotTier | null, stock: { nodes: Array<{ item: { name: string } | null, quantity: { value: number, unit: { name: string } | null } | null }> } | null } }> | null }> } | null } | null };

export type TenPartnerTeamsQueryVariables = Exact<{ [key: string]: never; }>;


export type TenPartnerTeamsQuery = { division: { name: string, partner: { name: string, teams: { totalCount: number, edges: Array<{ since: string, agreement: { title: string, documentNumber: string | null } | null, node: { name: string, level: TeamLevel, division: { name: string } | null, provenance: { source: string, provinceCode: string, synthetic: boolean } } | null }> } | null } | null } | null };

export type TenDivisionTreeQueryVariables = Exact<{ [key: string]: never; }>;


export type TenDivisionTreeQuery = { division: { name: string, children: { nodes: Array<{ code: string, name: string, children: { totalCount: number, nodes: Array<{ code: string, name: string, kind: DivisionKind, depots: { totalCount: number, nodes: Array<{ name: string, mode: DepotMode }> } | null, teams: { totalCount: number } | null }> } | null }> } | null } | null };

export type TenAgenciesQueryVariables = Exact<{ [key: string]: never; }>;


export type TenAgenciesQuery = { agencies: { totalCount: number, nodes: Array<{ name: string | null, nameEn: string | null, kind: AgencyKind, names: Array<{ name: string, validFrom: string | null, validTo: string | null }> | null, division: { name: string } | null, teams: { totalCount: number, nodes: Array<{ planNumber: number | null, name: string }> } | null, depots: { totalCount: number } | null }> } | null };

export type TenExpertsOnCallQueryVariables = Exact<{
  at: string;
}>;


export type TenExpertsOnCallQuery = { experts: { totalCount: number, nodes: Array<{ name: string | null, title: string | null, division: { name: string, ancestors: Array<{ name: string }> | null } | null, domains: Array<{ code: string, name: string }> | null, appointments: { nodes: Array<{ level: ExpertAppointmentLevel, validFrom: string, validTo: string | null, agency: { name: string | null } | null }> } | null, teams: { nodes: Array<{ role: ExpertTeamRole, team: { name: string, category: TeamCategory } | null }> } | null }> } | null };

export type TenDepotsAndStockQueryVariables = Exact<{ [key: string]: never; }>;


export type TenDepotsAndStockQuery = { depots: { totalCount: number, nodes: Array<{ name: string, location: { datum: Datum, wgs84: { latitude: number, longitude: number }, gcj02: { latitude: number, longitude: number } } | null, ownerAgency: { name: string | null } | null, stock: { totalCount: number, nodes: Array<{ batch: string | null, expiresOn: string | null, available: number | null, item: { name: string, category: { name: string, scheme: SupplyScheme } | null } | null, quantity: { value: number, baseValue: number, unit: { name: string, dimension: UnitDimension } | null } | null }> } | null }> } | null };

export type TenVolunteersQueryVariables = Exact<{ [key: string]: never; }>;


export type TenVolunteersQuery = { division: { name: string, volunteers: { totalCount: number, nodes: Array<{ name: string | null, step: VolunteerStep, serviceHours: number, skills: Array<{ validUntil: string | null, skill: { name: string } | null }> | null, organisation: { name: string } | null, division: { name: string } | null }> } | null, volunteerOrganisations: { totalCount: number, nodes: Array<{ name: string, kind: VolunteerOrganisationKind }> } | null } | null };

export type TenAgreementsQueryVariables = Exact<{ [key: string]: never; }>;


export type TenAgreementsQuery = { agreements: { totalCount: number, nodes: Array<{ title: string, documentNumber: string | null, status: AgreementStatus, signedOn: string | null, parties: Array<{ role: PartyRole, division: { name: string } | null, agency: { name: string | null } | null }> | null, datasets: Array<{ dataset: SharedDataset, published: boolean }> | null }> } | null, partners: { nodes: Array<{ name: string, kind: PartnerKind, members: Array<{ name: string }> | null, datasets: Array<{ title: string, expectedEveryDays: number }> | null, depots: { totalCount: number, nodes: Array<{ name: string, sharedUnder: Array<{ title: string }> | null } | null> } | null }> } | null };

export type TenCapabilitiesQueryVariables = Exact<{
  more: boolean;
}>;


export type TenCapabilitiesQuery = { capabilities: { totalCount: number, pageInfo: { hasPreviousPage: boolean }, edges: Array<{ node: { code: string, name: string, category: string, strongest: Array<{ typeLevel: number, metrics: string }> | null, holders: { nodes: Array<{ typeLevel: number, verifiedBy: { name: string | null } | null, team: { name: string, headcount?: number | null, address?: string | null, division: { name: string } | null } | null }> } | null } }> } | null };

export type CatalogueFragment = { code: string, name: string, category: string };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const DepotsWithStockFragmentDoc = new TypedDocumentString(`
    fragment DepotsWithStock on DepotConnection {
  totalCount
  nodes {
    name
    status
    stock(first: 10) {
      nodes {
        item {
          name
        }
        batch
        expiresOn
        quantity {
          value
          unitCode
        }
      }
    }
  }
}
    `, {"fragmentName":"DepotsWithStock"}) as unknown as TypedDocumentString<DepotsWithStockFragment, unknown>;
export const CatalogueFragmentDoc = new TypedDocumentString(`
    fragment Catalogue on Capability {
  code
  name
  category
}
    `, {"fragmentName":"Catalogue"}) as unknown as TypedDocumentString<CatalogueFragment, unknown>;
export const BenchEntityDocument = new TypedDocumentString(`
    query BenchEntity($id: ID!) {
  team(id: $id) {
    id
    name
    headcount
    division {
      name
    }
    equipment(first: 5) {
      nodes {
        name
        quantity
      }
    }
    experts(first: 5) {
      nodes {
        id
        title
        domains {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BenchEntityQuery, BenchEntityQueryVariables>;
export const BenchFederatedDocument = new TypedDocumentString(`
    query BenchFederated {
  teams(first: 20) {
    nodes {
      id
      name
      division {
        name
      }
      equipment(first: 3) {
        nodes {
          name
          quantity
        }
      }
      experts(first: 3) {
        nodes {
          id
          title
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BenchFederatedQuery, BenchFederatedQueryVariables>;
export const BenchFlatDocument = new TypedDocumentString(`
    query BenchFlat {
  teams(first: 50) {
    nodes {
      id
      name
      category
      level
      status
      headcount
      duty
    }
  }
}
    `) as unknown as TypedDocumentString<BenchFlatQuery, BenchFlatQueryVariables>;
export const BenchRowsDocument = new TypedDocumentString(`
    query BenchRows {
  teams(first: 500) {
    nodes {
      id
      name
      category
      level
      status
      headcount
    }
  }
  stockLines(first: 500) {
    nodes {
      id
      itemCode
      batch
      producedOn
      expiresOn
      minimum
      maximum
    }
  }
}
    `) as unknown as TypedDocumentString<BenchRowsQuery, BenchRowsQueryVariables>;
export const BenchTrivialDocument = new TypedDocumentString(`
    query BenchTrivial {
  __typename
}
    `) as unknown as TypedDocumentString<BenchTrivialQuery, BenchTrivialQueryVariables>;
export const MunicipalTeamsDocument = new TypedDocumentString(`
    query MunicipalTeams {
  teams(where: {level: {eq: MUNICIPAL}}, first: 50) {
    totalCount
    nodes {
      planNumber
      name
      nameEn
      duty
      leadAgencies {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MunicipalTeamsQuery, MunicipalTeamsQueryVariables>;
export const PudongResourcesDocument = new TypedDocumentString(`
    query PudongResources {
  division(code: "310115") {
    name
    experts(where: {onCall: {eq: true}}, first: 5) {
      totalCount
      nodes {
        title
        status
      }
    }
    teams(first: 5) {
      totalCount
      nodes {
        name
        category
        equipment(first: 5) {
          nodes {
            name
            quantity
            unitCode
          }
        }
        experts(where: {onCall: {eq: true}}, first: 3) {
          nodes {
            title
            status
          }
        }
        depotsWithin(km: 20, first: 3) {
          distanceKm
          depot {
            name
            tier
            stock(first: 5) {
              nodes {
                item {
                  name
                }
                quantity {
                  value
                  unitCode
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PudongResourcesQuery, PudongResourcesQueryVariables>;
export const ZhejiangPartnerDocument = new TypedDocumentString(`
    query ZhejiangPartner {
  division(code: "33") {
    name
    partner {
      name
      nameEn
      agreements(first: 5) {
        totalCount
        nodes {
          title
          status
          validFrom
          validTo
        }
      }
      teams(first: 10) {
        totalCount
        edges {
          since
          agreement {
            title
          }
          node {
            name
            category
            headcount
            provenance {
              source
              observedAt
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ZhejiangPartnerQuery, ZhejiangPartnerQueryVariables>;
export const DepotsByTierDocument = new TypedDocumentString(`
    query DepotsByTier {
  city: depots(where: {tier: {eq: CITY}, division: {within: "31"}}, first: 5) {
    ...DepotsWithStock
  }
  district: depots(
    where: {tier: {eq: DISTRICT}, division: {within: "310114"}}
    first: 5
  ) {
    ...DepotsWithStock
  }
  town: depots(where: {tier: {eq: TOWN}, division: {within: "310114"}}, first: 5) {
    ...DepotsWithStock
  }
}
    fragment DepotsWithStock on DepotConnection {
  totalCount
  nodes {
    name
    status
    stock(first: 10) {
      nodes {
        item {
          name
        }
        batch
        expiresOn
        quantity {
          value
          unitCode
        }
      }
    }
  }
}`) as unknown as TypedDocumentString<DepotsByTierQuery, DepotsByTierQueryVariables>;
export const VolunteersBySkillDocument = new TypedDocumentString(`
    query VolunteersBySkill($skill: ID = "first-aid") {
  skills {
    code
    name
    nameEn
  }
  division(code: "310104") {
    name
    volunteerOrganisations(first: 5) {
      totalCount
      nodes {
        name
        kind
        memberCount
      }
    }
    volunteers(where: {skills: {some: {skill: {code: {eq: $skill}}}}}, first: 10) {
      totalCount
      nodes {
        id
        step
        serviceHours
        skills {
          skill {
            name
          }
          validUntil
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VolunteersBySkillQuery, VolunteersBySkillQueryVariables>;
export const PlansAndExercisesDocument = new TypedDocumentString(`
    query PlansAndExercises {
  plans(where: {kind: {eq: SPECIAL}, division: {within: "310114"}}, first: 5) {
    totalCount
    nodes {
      title
      status
      lastExercisedOn
      ownerAgency {
        name
      }
      parent {
        title
      }
      links(first: 5) {
        nodes {
          kind
          linkedPlan {
            title
          }
        }
      }
      exercises(last: 2) {
        nodes {
          kind
          heldOn
          participants
          score
        }
      }
    }
  }
  planAggregate(
    where: {exercises: {none: {heldOn: {within: "-P12M"}}}}
    groupBy: [{kind: true}]
  ) {
    nodes {
      key {
        kind
      }
      count
    }
  }
}
    `) as unknown as TypedDocumentString<PlansAndExercisesQuery, PlansAndExercisesQueryVariables>;
export const IncidentsAndDispatchesDocument = new TypedDocumentString(`
    query IncidentsAndDispatches {
  incidents(where: {level: {lte: 3}}, orderBy: [{alarmAt: DESC}], first: 5) {
    totalCount
    nodes {
      eventType {
        name
      }
      level
      status
      alarmAt
      division {
        name
      }
      minutesToFirstArrival
      dispatches(first: 5) {
        nodes {
          minutesToArrival
          team {
            name
          }
        }
      }
    }
  }
  dispatchAggregate(groupBy: [{alarmAt: {by: MONTH}}], first: 24) {
    nodes {
      key {
        alarmAt
      }
      count
      median {
        minutesToArrival
      }
    }
  }
}
    `) as unknown as TypedDocumentString<IncidentsAndDispatchesQuery, IncidentsAndDispatchesQueryVariables>;
export const SearchHazmatDocument = new TypedDocumentString(`
    query SearchHazmat($text: String = "危化") {
  search(text: $text, first: 10) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      type
      score
      matches {
        field
        fragment
      }
      item {
        __typename
        ... on Team {
          name
          leadAgencies {
            name
          }
        }
        ... on Capability {
          name
          nameEn
        }
        ... on ExpertDomain {
          name
          nameEn
        }
        ... on EventType {
          name
          nameEn
        }
        ... on Item {
          name
          nameEn
        }
        ... on Agency {
          agencyName: name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchHazmatQuery, SearchHazmatQueryVariables>;
export const TenMunicipalTeamsDocument = new TypedDocumentString(`
    query TenMunicipalTeams {
  teams(where: {level: {eq: MUNICIPAL}}, first: 50) {
    totalCount
    nodes {
      name
      leadAgencies {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenMunicipalTeamsQuery, TenMunicipalTeamsQueryVariables>;
export const TenDistrictToStockDocument = new TypedDocumentString(`
    query TenDistrictToStock($district: ID!, $at: String!) {
  division(code: $district) {
    name
    experts(first: 3, onCall: true, at: $at) {
      totalCount
      nodes {
        title
      }
    }
    teams(first: 20) {
      totalCount
      nodes {
        name
        readiness {
          axis
          status
          turnoutMinutes
        }
        equipment(first: 3) {
          nodes {
            name
            quantity
          }
        }
        experts(first: 3, onCall: true, at: $at) {
          nodes {
            title
            domains {
              name
            }
          }
        }
        depotsWithin(km: 30, first: 2) {
          distanceKm
          depot {
            name
            tier
            stock(first: 3) {
              nodes {
                item {
                  name
                }
                quantity {
                  value
                  unit {
                    name
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenDistrictToStockQuery, TenDistrictToStockQueryVariables>;
export const TenPartnerTeamsDocument = new TypedDocumentString(`
    query TenPartnerTeams {
  division(code: "33") {
    name
    partner {
      name
      teams(first: 10) {
        totalCount
        edges {
          since
          agreement {
            title
            documentNumber
          }
          node {
            name
            level
            division {
              name
            }
            provenance {
              source
              provinceCode
              synthetic
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenPartnerTeamsQuery, TenPartnerTeamsQueryVariables>;
export const TenDivisionTreeDocument = new TypedDocumentString(`
    query TenDivisionTree {
  division(code: "31") {
    name
    children(first: 5) {
      nodes {
        code
        name
        children(first: 20) {
          totalCount
          nodes {
            code
            name
            kind
            depots(first: 2, where: {tier: {eq: DISTRICT}}) {
              totalCount
              nodes {
                name
                mode
              }
            }
            teams(first: 1) {
              totalCount
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenDivisionTreeQuery, TenDivisionTreeQueryVariables>;
export const TenAgenciesDocument = new TypedDocumentString(`
    query TenAgencies {
  agencies(first: 40) {
    totalCount
    nodes {
      name
      nameEn
      kind
      names {
        name
        validFrom
        validTo
      }
      division {
        name
      }
      teams(first: 5) {
        totalCount
        nodes {
          planNumber
          name
        }
      }
      depots(first: 1) {
        totalCount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenAgenciesQuery, TenAgenciesQueryVariables>;
export const TenExpertsOnCallDocument = new TypedDocumentString(`
    query TenExpertsOnCall($at: String!) {
  experts(first: 20, onCall: true, at: $at, where: {division: {within: "31"}}) {
    totalCount
    nodes {
      name
      title
      division {
        name
        ancestors {
          name
        }
      }
      domains {
        code
        name
      }
      appointments(first: 3) {
        nodes {
          level
          validFrom
          validTo
          agency {
            name
          }
        }
      }
      teams(first: 2) {
        nodes {
          role
          team {
            name
            category
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenExpertsOnCallQuery, TenExpertsOnCallQueryVariables>;
export const TenDepotsAndStockDocument = new TypedDocumentString(`
    query TenDepotsAndStock {
  depots(first: 10, where: {tier: {eq: CITY}}) {
    totalCount
    nodes {
      name
      location {
        datum
        wgs84 {
          latitude
          longitude
        }
        gcj02 {
          latitude
          longitude
        }
      }
      ownerAgency {
        name
      }
      stock(first: 5) {
        totalCount
        nodes {
          batch
          expiresOn
          available
          item {
            name
            category {
              name
              scheme
            }
          }
          quantity {
            value
            baseValue
            unit {
              name
              dimension
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenDepotsAndStockQuery, TenDepotsAndStockQueryVariables>;
export const TenVolunteersDocument = new TypedDocumentString(`
    query TenVolunteers {
  division(code: "310115") {
    name
    volunteers(first: 5, skill: "first-aid") {
      totalCount
      nodes {
        name
        step
        serviceHours
        skills {
          skill {
            name
          }
          validUntil
        }
        organisation {
          name
        }
        division {
          name
        }
      }
    }
    volunteerOrganisations(first: 3) {
      totalCount
      nodes {
        name
        kind
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenVolunteersQuery, TenVolunteersQueryVariables>;
export const TenAgreementsDocument = new TypedDocumentString(`
    query TenAgreements {
  agreements(first: 20) {
    totalCount
    nodes {
      title
      documentNumber
      status
      signedOn
      parties {
        role
        division {
          name
        }
        agency {
          name
        }
      }
      datasets {
        dataset
        published
      }
    }
  }
  partners(first: 20) {
    nodes {
      name
      kind
      members {
        name
      }
      datasets {
        title
        expectedEveryDays
      }
      depots(first: 2) {
        totalCount
        nodes {
          name
          sharedUnder {
            title
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TenAgreementsQuery, TenAgreementsQueryVariables>;
export const TenCapabilitiesDocument = new TypedDocumentString(`
    query TenCapabilities($more: Boolean!) {
  capabilities(last: 4) {
    totalCount
    pageInfo {
      hasPreviousPage
    }
    edges {
      node {
        ...Catalogue
        strongest: types {
          typeLevel
          metrics
        }
        holders(first: 3) {
          nodes {
            typeLevel
            verifiedBy {
              name
            }
            team {
              name
              division {
                name
              }
              headcount @include(if: $more)
              address @skip(if: $more)
            }
          }
        }
      }
    }
  }
}
    fragment Catalogue on Capability {
  code
  name
  category
}`) as unknown as TypedDocumentString<TenCapabilitiesQuery, TenCapabilitiesQueryVariables>;
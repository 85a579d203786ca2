import { Field, Float, ID, Int, ObjectType } from "type-graphql";

// The published types of `one-schema.ts`, as far as the benchmark's operations go.

/** A division. */
@ObjectType()
export class Division {
  @Field(() => ID)
  code!: string;
  @Field(() => String)
  name!: string;
}

/** Gear of a team. */
@ObjectType()
export class Equipment {
  @Field(() => String)
  name!: string;
  @Field(() => Float)
  quantity!: number | string;
}

/** A field of knowledge. */
@ObjectType()
export class Domain {
  @Field(() => String)
  name!: string;
}

/** An expert. */
@ObjectType()
export class Expert {
  @Field(() => ID)
  id!: string;
  @Field(() => String, { nullable: true })
  title?: string | null | undefined;
}

/** A team. */
@ObjectType()
export class Team {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String)
  category!: string;
  @Field(() => String)
  level!: string;
  @Field(() => String)
  status!: string;
  @Field(() => Int, { nullable: true })
  headcount!: number | null;
  @Field(() => String, { nullable: true })
  duty!: string | null;
}

/** A stock line. */
@ObjectType()
export class StockLine {
  @Field(() => ID)
  id!: string;
  @Field(() => ID)
  itemCode!: string;
  @Field(() => String, { nullable: true })
  batch!: string | null;
  @Field(() => String, { nullable: true })
  producedOn!: string | null;
  @Field(() => String, { nullable: true })
  expiresOn!: string | null;
  @Field(() => Float, { nullable: true })
  minimum!: number | null;
  @Field(() => Float, { nullable: true })
  maximum!: number | null;
}

/** A page of teams. */
@ObjectType()
export class TeamPage {
  @Field(() => [Team])
  nodes!: Team[];
}

/** A page of stock lines. */
@ObjectType()
export class StockPage {
  @Field(() => [StockLine])
  nodes!: StockLine[];
}

/** A page of gear. */
@ObjectType()
export class EquipmentPage {
  @Field(() => [Equipment])
  nodes!: Equipment[];
}

/** A page of experts. */
@ObjectType()
export class ExpertPage {
  @Field(() => [Expert])
  nodes!: Expert[];
}

// Values of fields, as they are sent and shown.
import type { FieldType } from './charter';
import type { Named, Text } from './text';

export interface PlaceValue {
  lat: number;
  lon: number;
  name: Text;
}
export interface QuantityValue {
  amount: number;
  unit: string;
}
export interface PeriodValue {
  from_ms: number;
  to_ms: number;
}
export interface AreaValue {
  code: string;
  name: Text;
  level: Text;
}
export type FieldValue = Text | PlaceValue | QuantityValue | PeriodValue | AreaValue[] | string | number;

export interface FieldView extends Named {
  type: FieldType;
  settles: boolean;
  value: FieldValue;
  text: Text; // the value, rendered for reading
}

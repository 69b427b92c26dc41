/** The fields of an answer, for filter, sort and fields: a kind, nested fields, or the elements of a list. */
export type Shape =
  | 'text'
  | 'number'
  | 'boolean'
  | { readonly fields: Fields }
  | { readonly elements: Shape };
export interface Fields {
  readonly [name: string]: Shape;
}

const REFERENCE: Shape = { fields: { id: 'number', name: 'text' } };

const RESPONSE: Shape = {
  fields: { response_code: 'number', unique_code: 'number', description: 'text' },
};

const STAGED_USER_FIELDS: Fields = {
  id: 'number',
  username: 'text',
  email: 'text',
  description: 'text',
  user_role_id: 'number',
  security_profile_id: 'number',
  tenant_id: 'number',
  locale_id: 'text',
  enable_popup_notifications: 'boolean',
  allow_system_authentication_fallback: 'boolean',
  local_only_account: 'boolean',
  inactivity_timeout: 'number',
  password_creation_time: 'number',
  notification_flag: 'text',
  display_theme: 'text',
  password: 'text',
  old_password: 'text',
};

const TASK_FIELDS: Fields = {
  id: 'number',
  message: 'text',
  status: 'text',
  name: 'text',
  created_by: 'text',
  created: 'number',
  started: 'number',
  modified: 'number',
  completed: 'number',
};

const { id: _id, name: _name, created_by: _createdBy, ...componentFields } = TASK_FIELDS;

/** One entry per kind of answer. Fields that no answer shows (passwords) are listed too: to ask for one is no error. */
export const shapes = {
  stagedUser: { fields: STAGED_USER_FIELDS },
  user: {
    fields: {
      ...STAGED_USER_FIELDS,
      first_name: 'text',
      last_name: 'text',
      user_role: REFERENCE,
      security_profile: REFERENCE,
    },
  },
  role: { fields: { id: 'number', name: 'text' } },
  userRole: {
    fields: {
      id: 'number',
      name: 'text',
      capabilities: { elements: { fields: { application_id: 'number', name: 'text', description: 'text' } } },
    },
  },
  securityProfile: { fields: { id: 'number', name: 'text', domain_ids: { elements: 'number' } } },
  authorizedService: {
    fields: {
      id: 'number',
      name: 'text',
      label: 'text',
      token: 'text',
      created_by: 'text',
      tenant_id: 'number',
      security_profile_id: 'number',
      security_profile: REFERENCE,
      user_role_id: 'number',
      user_role: REFERENCE,
      creation_date: 'number',
      expiration_date: 'number',
      last_used_date: 'number',
    },
  },
  deleteTask: { fields: { ...TASK_FIELDS, task_id: 'number' } },
  dependentsTask: {
    fields: {
      ...TASK_FIELDS,
      cancelled_by: 'text',
      number_of_dependents: 'number',
      maximum: 'number',
      progress: 'number',
      task_components: {
        elements: {
          fields: {
            ...componentFields,
            task_sub_type: 'text',
            number_of_dependents: 'number',
            maximum: 'number',
            progress: 'number',
          },
        },
      },
    },
  },
  dependent: {
    fields: {
      dependent_id: 'text',
      dependent_name: 'text',
      dependent_owner: 'text',
      dependent_type: 'text',
      dependent_database: 'text',
      dependent_group_ids: { elements: 'number' },
      user_has_edit_permissions: 'boolean',
      blocking: 'boolean',
    },
  },
  tenant: {
    fields: {
      id: 'number',
      name: 'text',
      description: 'text',
      event_rate_limit: 'number',
      flow_rate_limit: 'number',
      deleted: 'boolean',
    },
  },
  locale: {
    fields: {
      id: 'text',
      label: 'text',
      label_in_own_locale: 'text',
      has_translation: 'boolean',
      sample: 'text',
    },
  },
  encoding: { fields: { id: 'text' } },
  about: {
    fields: {
      release_name: 'text',
      external_version: 'text',
      build_version: 'text',
      fips_enabled: 'boolean',
    },
  },
  passwordPolicy: {
    fields: {
      id: 'number',
      minimum_length: 'number',
      variance_rules: { elements: 'text' },
      variance_rules_required_count: 'number',
      password_history_size: 'number',
      password_expiry_interval: 'number',
      disallow_repeating_characters: 'boolean',
    },
  },
  passwordValidator: {
    fields: {
      password: 'text',
      ignore_history: 'boolean',
      provided_password_length: 'number',
      minimum_length_rule_passed: 'boolean',
      variance_rules_required_count_passed: 'boolean',
      variance_rules_passed: { elements: 'text' },
      variance_rules_failed: { elements: 'text' },
      password_history_size_rule_passed: 'boolean',
      disallow_repeating_characters_rule_passed: 'boolean',
    },
  },
  loginAttempt: {
    fields: {
      user_id: 'number',
      attempt_time: 'number',
      attempt_method: 'text',
      attempt_result: 'text',
      remote_ip: 'text',
    },
  },
  endpoint: {
    fields: {
      id: 'number',
      path: 'text',
      http_method: 'text',
      version: 'text',
      deprecated: 'boolean',
      summary: 'text',
      description: 'text',
      parameters: {
        elements: {
          fields: {
            parameter_name: 'text',
            type: 'text',
            default_value: 'text',
            description: 'text',
          },
        },
      },
      success_responses: { elements: RESPONSE },
      error_responses: { elements: RESPONSE },
    },
  },
  version: {
    fields: {
      id: 'number',
      version: 'text',
      deprecated: 'boolean',
      removed: 'boolean',
      root_resource_ids: { elements: 'number' },
    },
  },
} as const satisfies Record<string, { readonly fields: Fields }>;

package org.rtcroom.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The conditions of a query that depend on what is asked for. */
public final class Conditions {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new LinkedHashMap<>();

  /** Adds a condition whose only parameter has that name, if there is a value. */
  public Conditions when(Optional<?> value, String condition, String parameter) {
    value.ifPresent(
        present -> {
          conditions.add(condition);
          parameters.put(parameter, present);
        });
    return this;
  }

  public Conditions always(String condition) {
    conditions.add(condition);
    return this;
  }

  public Conditions parameter(String name, Object value) {
    parameters.put(name, value);
    return this;
  }

  public <T> TypedQuery<T> query(
      EntityManager entities, String select, String order, Class<T> type) {
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    TypedQuery<T> query = entities.createQuery(select + where + " " + order, type);
    parameters.forEach(query::setParameter);
    return query;
  }
}

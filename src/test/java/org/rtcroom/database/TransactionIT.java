package org.rtcroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.UserTransaction;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** JPA takes part in the server's transactions. */
@ExtendWith(ArquillianExtension.class)
class TransactionIT {

  @PersistenceContext(unitName = "roomservice")
  EntityManager entities;

  @Inject UserTransaction transaction;

  @BeforeEach
  void anEmptyTable() throws Exception {
    transaction.begin();
    entities.createNativeQuery("create table if not exists probe (id int)").executeUpdate();
    entities.createNativeQuery("delete from probe").executeUpdate();
    transaction.commit();
  }

  @Test
  void whatIsCommittedStays() throws Exception {
    insert();
    transaction.commit();

    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void whatIsRolledBackIsGone() throws Exception {
    insert();
    transaction.rollback();

    assertThat(rows()).isZero();
  }

  private void insert() throws Exception {
    transaction.begin();
    entities.createNativeQuery("insert into probe values (1)").executeUpdate();
  }

  private long rows() {
    Number count =
        (Number) entities.createNativeQuery("select count(*) from probe").getSingleResult();
    return count.longValue();
  }
}

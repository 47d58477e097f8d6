package org.rtcroom.delivery;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/** Remembers what is to be called after the transaction of one thread. */
final class Registry implements TransactionSynchronizationRegistry {

  private final List<Synchronization> registered = new ArrayList<>();

  /** Says how the transaction ended. */
  void end(int status) {
    registered.forEach(synchronization -> synchronization.afterCompletion(status));
  }

  @Override
  public void registerInterposedSynchronization(Synchronization synchronization) {
    registered.add(synchronization);
  }

  @Override
  public Object getTransactionKey() {
    return this;
  }

  @Override
  public void putResource(Object key, Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object getResource(Object key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getTransactionStatus() {
    return Status.STATUS_ACTIVE;
  }

  @Override
  public void setRollbackOnly() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean getRollbackOnly() {
    return false;
  }
}

package org.rtcroom.weapp;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtcroom.kernel.Unproxied;

/**
 * Serves POST requests whose path is written as the operation's own, by the method that JAX-RS
 * would call and after the same filters, but without JAX-RS: its way to the method takes more time
 * than ours from there on. All other requests are left to it.
 */
@Unproxied
public class FastPath {

  private static final Logger LOG = System.getLogger(FastPath.class.getName());
  private static final MethodType ANSWERS = MethodType.methodType(Object.class);

  private final Map<String, Route> routes = new HashMap<>();

  private final SourceFilter sources;
  private final OperationFilter operations;
  private final Problems problems;

  /** An operation and the method that serves it, which takes nothing. */
  private record Route(Operation operation, MethodHandle method) {}

  @Inject
  FastPath(
      @Any Instance<Object> beans,
      SourceFilter sources,
      OperationFilter operations,
      Problems problems) {
    this(resource -> beans.select(resource).get(), sources, operations, problems);
  }

  /**
   * @param beans gives the resource of a class
   */
  FastPath(
      Function<Class<?>, Object> beans,
      SourceFilter sources,
      OperationFilter operations,
      Problems problems) {
    this.sources = sources;
    this.operations = operations;
    this.problems = problems;
    for (Class<?> resource : WeappApplication.RESOURCES) {
      Object bean = beans.apply(resource);
      posts(resource).forEach(method -> add(resource, method, bound(method, bean)));
    }
  }

  private static Stream<Method> posts(Class<?> resource) {
    return Arrays.stream(resource.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(POST.class));
  }

  private static MethodHandle bound(Method method, Object bean) {
    try {
      return MethodHandles.lookup().unreflect(method).bindTo(bean).asType(ANSWERS);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method + " is not public", e);
    }
  }

  private void add(Class<?> resource, Method method, MethodHandle bound) {
    Operation.of(resource, method)
        .forEach(served -> routes.put("/weapp/" + served.name(), new Route(served, bound)));
  }

  /** What serves that request of a client, once it is the current one; empty if JAX-RS does. */
  public Optional<FilterChain> of(HttpServletRequest sent) {
    String context = sent.getContextPath();
    String address = sent.getRequestURI();
    if (!sent.getMethod().equals(HttpMethod.POST) || !address.startsWith(context)) {
      return Optional.empty();
    }
    return Optional.ofNullable(routes.get(address.substring(context.length())))
        .map(route -> (request, response) -> serve(route, request, response));
  }

  private void serve(Route route, ServletRequest sent, ServletResponse response)
      throws IOException {
    WeappRequest request = WeappRequest.current();
    Object answer = answer(route, request, (HttpServletRequest) sent);
    if (answer instanceof Response ready) {
      write(ready, response);
      return;
    }
    CompletionStage<?> later = (CompletionStage<?>) answer;
    CompletableFuture<?> done = later.toCompletableFuture();
    if (done.isDone()) { // to let the thread go and come back costs as much as all the rest
      write(done.handle(this::response).join(), response);
    } else {
      AsyncContext context = sent.startAsync();
      context.setTimeout(0);
      later.whenComplete((ready, failure) -> finish(context, ready, failure));
    }
  }

  /** A response, or the stage of one. */
  private Object answer(Route route, WeappRequest request, HttpServletRequest sent) {
    try {
      sources.count(request, route.operation().last());
      operations.begin(request, route.operation());
      operations.read(request, sent.getInputStream(), sent.getContentLength());
      return (Object) route.method().invokeExact();
    } catch (Throwable e) { // as JAX-RS does: whatever it is, the client gets an answer
      return problems.toResponse(e);
    }
  }

  private Response response(@Nullable Object answer, @Nullable Throwable failure) {
    return answer instanceof Response response
        ? response
        : problems.toResponse(Objects.requireNonNullElseGet(failure, IllegalStateException::new));
  }

  /** Ends the wait whatever happens: no time limit of the server does. */
  private void finish(AsyncContext context, @Nullable Object answer, @Nullable Throwable failure) {
    HttpServletResponse response = (HttpServletResponse) context.getResponse();
    try {
      write(response(answer, failure), response);
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "a client did not wait for its answer");
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a request was not answered: {0}", e.getClass().getName());
      response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    } finally {
      context.complete();
    }
  }

  private static void write(Response answer, ServletResponse written) throws IOException {
    HttpServletResponse response = (HttpServletResponse) written;
    response.setStatus(answer.getStatus());
    answer
        .getHeaders()
        .forEach((name, values) -> response.setHeader(name, values.get(0).toString()));
    byte[] json = (byte[]) answer.getEntity();
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}

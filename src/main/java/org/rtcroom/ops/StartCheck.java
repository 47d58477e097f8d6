package org.rtcroom.ops;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.rtcroom.settings.BadSetting;
import org.rtcroom.settings.Mode;
import org.rtcroom.settings.Settings;

/**
 * Stops the start of production before anything else happens, if a setting is not good, and names
 * all such settings: otherwise each start would name one.
 */
public class StartCheck implements Extension {

  private static final Logger LOG = System.getLogger(StartCheck.class.getName());

  /** The last moment of the container's own start, before any bean or timer begins to work. */
  void check(@Observes AfterDeploymentValidation event) {
    Settings settings = new Settings(ConfigProvider.getConfig());
    if (settings.mode() == Mode.PRODUCTION) {
      List<String> problems = SettingsCheck.problems(settings);
      problems.forEach(problem -> LOG.log(Level.ERROR, "setting refused: {0}", problem));
      if (!problems.isEmpty()) {
        event.addDeploymentProblem(BadSetting.several(problems));
      }
    }
  }
}
